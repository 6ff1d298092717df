-- The tables of the Standard Safeguarding Dataset that the pipeline reads, with the columns that it needs and their neighbours, and its own.
-- SQLite and PostgreSQL take it as it stands.

CREATE TABLE ssd_person (
    pers_person_id VARCHAR(48) PRIMARY KEY,
    pers_sex VARCHAR(20),
    pers_gender VARCHAR(10),
    pers_ethnicity VARCHAR(48),
    pers_dob DATE,
    pers_expected_dob DATE,
    pers_death_date DATE,
    pers_upn VARCHAR(13)
);

-- The legal status has dates of its own and is not on the episode.
CREATE TABLE ssd_legal_status (
    lega_legal_status_id VARCHAR(48) PRIMARY KEY,
    lega_person_id VARCHAR(48) NOT NULL,
    lega_legal_status VARCHAR(100),
    lega_legal_status_start_date DATE,
    lega_legal_status_end_date DATE
);
CREATE INDEX ssd_legal_status_person ON ssd_legal_status (lega_person_id, lega_legal_status_start_date);

CREATE TABLE ssd_cla_placement (
    clap_cla_placement_id VARCHAR(48) PRIMARY KEY,
    clap_cla_id VARCHAR(48),
    clap_person_id VARCHAR(48) NOT NULL,
    clap_cla_placement_start_date DATE,
    clap_cla_placement_end_date DATE,
    clap_cla_placement_type VARCHAR(100),
    clap_cla_placement_provider VARCHAR(48),
    clap_cla_placement_change_reason VARCHAR(100)
);

CREATE TABLE ssd_cla_episodes (
    clae_cla_episode_id VARCHAR(48) PRIMARY KEY,
    clae_person_id VARCHAR(48) NOT NULL,
    clae_cla_placement_id VARCHAR(48),
    clae_cla_episode_start_date DATE,
    clae_cla_episode_start_reason VARCHAR(100),
    clae_cla_primary_need_code VARCHAR(3),
    clae_cla_episode_ceased_date DATE,
    clae_cla_episode_ceased_reason VARCHAR(255),
    clae_cla_id VARCHAR(48),
    clae_referral_id VARCHAR(48),
    clae_entered_care_date DATE
);

CREATE TABLE ssd_cla_reviews (
    clar_cla_review_id VARCHAR(48) PRIMARY KEY,
    clar_cla_id VARCHAR(48),
    clar_cla_review_due_date DATE,
    clar_cla_review_date DATE,
    clar_cla_review_cancelled CHAR(1),
    clar_cla_review_participation VARCHAR(100)
);

CREATE TABLE ssd_cla_visits (
    clav_cla_visit_id VARCHAR(48) PRIMARY KEY,
    clav_cla_id VARCHAR(48),
    clav_person_id VARCHAR(48) NOT NULL,
    clav_cla_visit_date DATE,
    clav_cla_visit_seen CHAR(1),
    clav_cla_visit_seen_alone CHAR(1)
);

-- Case records, reunify/case/1. The dataset has no place for decisions, levels and agreements, which is why there is this one.
CREATE TABLE reunify_cases (
    case_id VARCHAR(48) PRIMARY KEY,
    person_id VARCHAR(48) NOT NULL,
    record TEXT NOT NULL
);

-- How this authority writes what has no code in it: kind is started, legal_status, placement or ceased.
CREATE TABLE reunify_spellings (
    kind VARCHAR(20) NOT NULL,
    written VARCHAR(255) NOT NULL,
    code VARCHAR(4) NOT NULL,
    PRIMARY KEY (kind, written)
);
INSERT INTO reunify_spellings VALUES
    ('ceased', 'returned home (planned)', 'E4A'),
    ('ceased', 'returned home (unplanned)', 'E4B'),
    ('ceased', 'returned home', 'E4'),
    ('ceased', 'returned home to live with parents', 'E4'),
    ('placement', 'placed with parents', 'P1'),
    ('legal_status', 'section 20', 'V2'),
    ('legal_status', 'interim care order', 'C1'),
    ('legal_status', 'care order', 'C2'),
    ('legal_status', 'placement order', 'E1');
