# SPDX-License-Identifier: Apache-2.0
"""Builds the fuzzers and runs them. Started by script/fuzz."""

import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_BUILD = _ROOT / "build-fuzz"
_PROGRAM = _BUILD / "tests/fuzz/fuzz"
_CORPUS = _ROOT / "tests/fuzz/corpus"
_FAULTS = _BUILD / "faults"
_EXPLANATION = """\
Each target reads one kind of outside input and checks what must be true of it (tests/fuzz/targets). It is given variations
of what lies in tests/fuzz/corpus, under ASan and UBSan, by clang's libFuzzer; what reaches new code is kept in
build-fuzz/found and used the next time. An input that fails, takes more than 10 s or 1 GB is kept in build-fuzz/faults.

  script/fuzz                             all, a minute each
  script/fuzz --seconds 1200 wire answer  these two, longer
  script/fuzz --replay FILE TARGET        once more, with where it fails

After mending, put the input into tests/fuzz/corpus/TARGET under a name that tells what it is: text as it is; bytes as
NAME.hex (od -An -v -tx1 FILE, with a comment above). unit_fuzz plays all of that in every build.
Exit status: 0; 1 with faults. clang is installed if it is missing."""


@dataclass
class Outcome:
    target: str
    runs: int
    coverage: int
    fault: str | None  # path of the input
    log: str


def main() -> int:
    options = _options()
    _build()
    if options.replay:
        return subprocess.run([_PROGRAM, f"--target={options.targets[0]}", options.replay], env=_environment()).returncode
    targets = options.targets or _all_targets()
    print(f"{len(targets)} targets, {options.seconds} s each, {options.jobs} at a time", file=sys.stderr)
    begun = time.monotonic()
    faults = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for task in as_completed([pool.submit(_run, target, options.seconds) for target in targets]):
            faults += _tell(task.result())
    print(f"{faults} faults in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/fuzz", description=_EXPLANATION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="for each target (60)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="targets at a time (one for each core)")
    parser.add_argument("--replay", metavar="FILE", help="an input that was kept")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(_all_targets())}; all, if none is named")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(_all_targets()):
        parser.error(f"there is no target {', '.join(sorted(unknown))}; there are {', '.join(_all_targets())}")
    if options.replay and len(options.targets) != 1:
        parser.error("--replay wants the one target that the input is for")
    return options


def _all_targets() -> list[str]:
    return sorted(folder.name for folder in _CORPUS.iterdir())


def _build() -> None:
    subprocess.run([_ROOT / "script/install", "fuzz"], check=True)
    if not (_BUILD / "build.ninja").exists():
        compilers = {"CC": "ccache clang", "CXX": "ccache clang++"}
        subprocess.run(
            ["meson", "setup", _BUILD, _ROOT, "-Dtests=disabled"], env=os.environ | compilers, check=True, stdout=sys.stderr
        )
    subprocess.run(["ninja", "-C", _BUILD, "tests/fuzz/fuzz"], check=True, stdout=sys.stderr)


def _run(target: str, seconds: int) -> Outcome:
    found, seeds, faults = _BUILD / "found" / target, _BUILD / "seeds" / target, _FAULTS / target
    for folder in (found, seeds, faults):
        folder.mkdir(parents=True, exist_ok=True)
    _unpack(_CORPUS / target, seeds)
    # Leaks are seen where unit_fuzz runs under sanitizers: GLib leaves tables behind on purpose, and what tells them apart
    # (fast_unwind_on_malloc=0) makes this ten times slower.
    limits = ["-timeout=10", "-rss_limit_mb=1024", "-malloc_limit_mb=256", "-detect_leaks=0"]
    command = [_PROGRAM, f"--target={target}", f"-max_total_time={seconds}", "-print_final_stats=1", *limits]
    command += [f"-artifact_prefix={faults}/", found, seeds]
    done = subprocess.run(command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    log = done.stderr.decode(errors="replace")
    fault = re.search(r"Test unit written to (\S+)", log)
    if done.returncode and not fault:
        raise SystemExit(f"{log}\nscript/fuzz: {target} did not run")
    return Outcome(
        target,
        int((re.findall(r"number_of_executed_units: *(\d+)", log) or ["0"])[-1]),
        int((re.findall(r"cov: (\d+)", log) or ["0"])[-1]),
        fault[1] if fault else None,
        log,
    )


def _unpack(corpus: Path, seeds: Path) -> None:
    for file in corpus.iterdir():
        content = file.read_bytes()
        if file.suffix == ".hex":
            lines = [line for line in content.decode().splitlines() if not line.startswith("#")]
            content = bytes.fromhex(" ".join(lines))
        (seeds / file.name).write_bytes(content)


def _environment() -> dict[str, str]:
    return os.environ | {
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "ASAN_OPTIONS": "detect_leaks=0",
    }


def _tell(outcome: Outcome) -> bool:
    print(f"{outcome.target:10} {outcome.runs:9} inputs, {outcome.coverage:5} branches reached", file=sys.stderr)
    if not outcome.fault:
        return False
    told = [line for line in outcome.log.splitlines() if re.search(r"not true:|ERROR:|runtime error:|SUMMARY:", line)]
    print("\n".join(f"  {line}" for line in told), file=sys.stderr)
    print(f"  kept in {outcome.fault}; again: script/fuzz --replay {outcome.fault} {outcome.target}", file=sys.stderr)
    return True


if __name__ == "__main__":
    sys.exit(main())
