#!/usr/bin/env python3
"""
Where every child stands, worked out by the workers of a Dask cluster.

caseload.py FOLDER [--as-of DATE] [--table NAME] [--workers N] [--scheduler ADDRESS] [--out FILE.parquet]

FOLDER holds Parquet files, each with a column `record`: the record of a case as JSON text. A file is a piece of work: a worker reads it, has
the library evaluate its cases and gives back a table of Arrow. Nothing but the names of the files goes out, and no more than a table a file
comes back. The pieces are put together in the order of the files, so the result is the one that a single process makes (--workers 0).
A case that is wrong stops nothing: --table errors says which, and in which file.
"""
import argparse
import pathlib

import pyarrow
import pyarrow.parquet
import reunify


def stand(path, as_of, table):
    """One file, on a worker: the rows of a table, with the name of the file."""
    records = pyarrow.parquet.read_table(path, columns=["record"])["record"].to_pylist()
    made = reunify.profile("herefordshire-2023").tables(records, as_of, table)[table]
    names = pyarrow.array([pathlib.Path(path).name] * made.num_rows, pyarrow.string())
    at = made.schema.get_field_index("file")  # the table of errors has such a column
    return made.append_column("file", names) if at < 0 else made.set_column(at, "file", names)


def alone(paths, as_of, table):
    return [stand(path, as_of, table) for path in paths]


def on_cluster(paths, as_of, table, workers, scheduler):
    from distributed import Client, LocalCluster
    if scheduler:
        with Client(scheduler) as client:
            return client.gather(client.map(stand, paths, as_of=as_of, table=table))
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, Client(cluster) as client:
        client.wait_for_workers(workers)
        return client.gather(client.map(stand, paths, as_of=as_of, table=table))


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--as-of", help="the date to evaluate at; else the latest in each case")
    options.add_argument("--table", default="risk", help="risk, history, requirements, outstanding, waiting, schedule, alerts, factors, warnings or errors")
    options.add_argument("--workers", type=int, default=2, help="processes of this machine; 0: none but this one")
    options.add_argument("--scheduler", help="the address of a scheduler that is there already, in the place of processes of this machine")
    options.add_argument("--out", help="where to write the table; else its rows by level are told")
    chosen = options.parse_args()
    paths = sorted(str(path) for path in chosen.folder.glob("*.parquet"))
    if not paths:
        options.error("there is no .parquet file in %s" % chosen.folder)
    many = chosen.workers > 0 or chosen.scheduler
    tables = on_cluster(paths, chosen.as_of, chosen.table, chosen.workers, chosen.scheduler) if many else alone(paths, chosen.as_of, chosen.table)
    whole = pyarrow.concat_tables(tables)
    if chosen.out:
        pyarrow.parquet.write_table(whole, chosen.out)
    print("%d rows of %d files" % (whole.num_rows, len(paths)))
    if "level" in whole.column_names and not chosen.out:
        print(whole.group_by("level").aggregate([("case_id", "count")]).to_pandas().to_string(index=False))


if __name__ == "__main__":
    main()
