#!/usr/bin/env bash
# Run one gate and report in every format asked for: gate.sh copy|catalog|change FORMAT…
#
#   copy      marketing copy; with BASE only the files changed since that revision
#   catalog   every product of a catalog
#   change    what BASE and the catalog of today differ in
#
# PATHS      files and folders, one a line
# BASE       a revision; the checkout must hold it, so fetch the whole history
# FAIL_ON    block, warn or note
# OPTIONS    further options, as one would type them without quotes
# REPORTS    the folder for reports (default: this one): suitability-GATE.json and so on
#
# The formats text and github are printed. GITHUB_OUTPUT, where it is set, is told the file of each other format, and
# GITHUB_STEP_SUMMARY what a change comes to. It ends as the gate ends: 0 passed, 1 failed, 2 not all could be judged.
set -uo pipefail

gate=${1:?which gate: copy, catalog or change}
shift
mapfile -t paths < <(grep -v '^[[:space:]]*$' <<<"${PATHS:-.}")
read -ra options <<<"${OPTIONS:-}"

case $gate in
copy) words=(copy ${BASE:+--changed-only --base "$BASE"}) ;;
catalog) words=(catalog check) ;;
change) words=(catalog diff --base "${BASE:?the revision that the change starts from}") ;;
*)
  echo "$gate is no gate; there are copy, catalog and change" >&2
  exit 2
  ;;
esac
words+=("${paths[@]}" --fail-on "${FAIL_ON:-block}" "${options[@]}")

worst=0
run() {
  suitability "${words[@]}" --format "$@"
  local status=$?
  if ((status > worst)); then worst=$status; fi
}

for format in "${@:-text}"; do
  case $format in
  text | github) run "$format" ;;
  *)
    case $format in
    sarif | html) extension=$format ;;
    junit) extension=junit.xml ;;
    gitlab) extension=codequality.json ;;
    *) extension=json ;;
    esac
    report=${REPORTS:-.}/suitability-$gate.$extension
    rm -f -- "$report"
    run "$format" --output "$report"
    if [[ -n ${GITHUB_OUTPUT:-} && -s $report ]]; then echo "$format=$report" >>"$GITHUB_OUTPUT"; fi
    ;;
  esac
done

if [[ $gate == change && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  { echo '```text' && run text && echo '```'; } >>"$GITHUB_STEP_SUMMARY"
fi
exit "$worst"
