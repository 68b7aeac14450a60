#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Stands for `confab finish ID --recordings DIR --json` in the tests of the front. The room in the id
# says what becomes of it: "bad" fails, "crash" dies, "liar" does nothing, "slow" waits for the
# file "go", "hang" for ever. Each run leaves two lines in finish.log. Files are those of the test.
id=$1
folder=$3
log=$folder/../finish.log

echo "begin $id $(cut -d" " -f19 "/proc/$$/stat")" >> "$log"
echo "this is not JSON"
echo "{\"recording\":\"$id\",\"step\":\"webm\",\"percent\":42}"
case $id in
  slow*) while [ ! -e "$folder/../go" ]; do sleep 0.02; done ;;
  hang*) while :; do sleep 0.02; done ;;
  crash*) kill -KILL $$ ;;
  bad*)
    echo "end $id" >> "$log"
    echo "{\"recording\":\"$id\",\"state\":\"failed\",\"message\":\"there is no picture in it\"}"
    exit 1 ;;
esac
if [ "${id%%-*}" != liar ]; then
  echo "{\"version\":1,\"id\":\"$id\",\"room\":\"${id%%-*}\",\"started\":\"2026-01-01T00:00:00.500Z\",\
\"seconds\":12.5,\"problems\":[\"no MP4\"]}" > "$folder/$id.json"
  rm "$folder/$id.jsonl"
fi
echo "end $id" >> "$log"
echo "{\"recording\":\"$id\",\"state\":\"ready\"}"
