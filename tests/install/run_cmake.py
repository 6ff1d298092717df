#!/usr/bin/env python3
"""Projects that find the installed library by CMake: shared, static, C++ where it is, moved as a whole; and what find_package has to refuse.

run_cmake.py BUILD SOURCE.c EXAMPLE.cpp CASE.json        exit 77: there is no cmake
"""
import os
import pathlib
import shutil
import subprocess
import sys

from installed import Tree, run

PROJECT = """cmake_minimum_required(VERSION 3.13)
project(host LANGUAGES C)
include(CheckLanguage)
check_language(CXX)
find_package(reunify 0.1 REQUIRED)
if(NOT EXISTS "${reunify_DATADIR}/herefordshire-2023.json")
  message(FATAL_ERROR "no packs in ${reunify_DATADIR}")
endif()
add_executable(host_shared consumer.c)
target_link_libraries(host_shared PRIVATE reunify::reunify)
find_package(reunify 0.1 REQUIRED COMPONENTS static)
add_executable(host_static consumer.c)
target_link_libraries(host_static PRIVATE reunify::static)
if(CMAKE_CXX_COMPILER)
  enable_language(CXX)
  set(CMAKE_CXX_STANDARD 11)
  add_executable(host_cpp example.cpp)
  target_link_libraries(host_cpp PRIVATE reunify::reunify)
endif()
"""

STATIC = """cmake_minimum_required(VERSION 3.13)
project(host LANGUAGES C)
find_package(reunify REQUIRED COMPONENTS static)
add_executable(host_static consumer.c)
target_link_libraries(host_static PRIVATE reunify::reunify)
"""

REFUSED = ["0.2", "0.1.99", "1.0", "0.1 EXACT COMPONENTS nonsense", "0.0.9"]
TAKEN = ["", "0.1", "0.1.0", "0.1.0 EXACT"]


def configure(tree, folder, project, *sources):
    folder.mkdir()
    (folder / "CMakeLists.txt").write_text(project)
    for name, source in sources:
        (folder / name).write_text(pathlib.Path(source).read_text())
    command = ["cmake", "-G", "Ninja", "-S", folder, "-B", folder / "build", "-DCMAKE_PREFIX_PATH=%s" % tree.prefix]
    return subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def built(tree, folder, project, *sources):
    done = configure(tree, folder, project, *sources)
    if done.returncode or str(tree.prefix) not in (folder / "build/CMakeCache.txt").read_text():
        sys.exit(done.stdout)
    run("cmake", "--build", folder / "build")
    return folder / "build"


def check_versions(tree, folder):
    """One configuration each would take long: a script asks for them all."""
    script = "cmake_minimum_required(VERSION 3.13)\nproject(host LANGUAGES C)\n"
    for number, words in enumerate(TAKEN + REFUSED):
        script += "find_package(reunify %s QUIET)\nmessage(\"%d ${reunify_FOUND}\")\n" % (words, number)
        script += "unset(reunify_FOUND)\nunset(reunify_DIR CACHE)\n"
    # what is not QUIET or REQUIRED is told, and a component counts where it is required
    script = script.replace("COMPONENTS nonsense QUIET", "QUIET REQUIRED COMPONENTS nonsense")
    said = configure(tree, folder, script)
    found = dict(line.split() for line in said.stdout.splitlines() if line[:1].isdigit() and len(line.split()) == 2)
    for number, words in enumerate(TAKEN + REFUSED):
        if "nonsense" not in words and (found.get(str(number)) in ("1", "TRUE")) != (words in TAKEN):
            sys.exit("find_package(reunify %s): found is %s\n%s" % (words, found.get(str(number)), said.stdout))
    if not said.returncode or "there is no nonsense library" not in said.stdout.replace("\n", " "):
        sys.exit("a component that is none was found\n" + said.stdout)


def main(build, source, example, case):
    if not shutil.which("cmake"):
        print("there is no cmake: the package for it was not tried")
        return 77
    os.environ.pop("LD_LIBRARY_PATH", None)  # CMake gives the programs the place in which it found the library
    with Tree(build) as tree:
        # as it would be after it was moved: nothing may have kept the old place
        moved = tree.top / "moved"
        tree.prefix.rename(moved)
        tree.prefix = moved
        folder = built(tree, tree.top / "both", PROJECT, ("consumer.c", source), ("example.cpp", example))
        for program in ("host_shared", "host_static"):
            said = run(folder / program)
            if said != "c herefordshire-2023":
                sys.exit("%s said %r" % (program, said))
        if shutil.which("ldd"):
            asks = {name: "libreunify.so.0 => %s" % moved in run("ldd", folder / name) for name in ("host_shared", "host_static")}
            if asks != {"host_shared": True, "host_static": False}:
                sys.exit("which of them is shared: %s" % asks)
        if (folder / "host_cpp").exists():
            if "not known" not in run(folder / "host_cpp", case, "2025-08-04"):
                sys.exit("the example in C++ said nothing")
        else:
            print("there is no C++ compiler: C alone was tried")
        alone = built(tree, tree.top / "alone", STATIC, ("consumer.c", source)) / "host_static"
        if run(alone) != "c herefordshire-2023" or (shutil.which("ldd") and "libreunify" in run("ldd", alone)):
            sys.exit("COMPONENTS static gives something else")
        check_versions(tree, tree.top / "versions")
    return 0


sys.exit(main(*sys.argv[1:]))
