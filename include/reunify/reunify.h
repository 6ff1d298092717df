/*
 * libreunify: the rules of reunification practice, computed, explained and auditable. This header
 * includes all others.
 */
#ifndef REUNIFY_REUNIFY_H
#define REUNIFY_REUNIFY_H

#include <reunify/arrow.h>
#include <reunify/authoring.h>
#include <reunify/batch.h>
#include <reunify/case.h>
#include <reunify/caseload.h>
#include <reunify/context.h>
#include <reunify/cost.h>
#include <reunify/error.h>
#include <reunify/evaluate.h>
#include <reunify/evaluation.h>
#include <reunify/export.h>
#include <reunify/outcome.h>
#include <reunify/overview.h>
#include <reunify/profile.h>
#include <reunify/reflection.h>
#include <reunify/requires.h>
#include <reunify/tables.h>
#include <reunify/types.h>
#include <reunify/version.h>
#include <reunify/vocabulary.h>

#endif
