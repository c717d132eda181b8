use crate::Set;
use crate::answers::OWN_FOLDER;

pub(super) fn text(set: &Set) -> String {
    let Set { name, title, week, .. } = set;
    format!(
        "\
{name}: {title}

usage: cargo {week} [COMMAND]
       cargo run -p {name} -- [COMMAND]

  (nothing)       the exercises, their state, what is next
  list            the exercises, and what they prove
  check [NAME]    judges an answer; without a name the next unsolved
  check --all     judges all
  watch [NAME]    judges again at each save, until q
  hint NAME       one hint more each time
  explain NAME    the failing interleaving, then all its steps; --svg FILE draws it
  reset NAME      the starter back; the answer is kept beside it
  solution NAME   the reference; asked twice if not solved
  run NAME        runs the answer as it is, with its own output
  prove [NAME..]  holds the judge to the right and wrong answers that are shipped;
                  --quick with fewer schedules, as the tests do
  shipped NAME ANSWER  one of these answers, whole; --take FILE puts another text in
                  its place
  unpack [NAME..]  makes whole files of those that are kept as patches, before the
                  solution changes; pack makes patches of them again

  --seed N        other random schedules
  --answers DIR   the answers in another folder, somebody else's for instance; nothing
                  is written there (check, explain, run, list)
  --json          one object for each verdict

Your own answers are in the folder `answers` of {name}, or, if {OWN_FOLDER}
is set in the environment, in the folder {name} below the one that it names.

Exits with 0, with 1 if an answer does not pass, with 2 for a wrong call, with 3 if an
answer could not be judged, for a reason that is not its fault. An answer is run under
limits of time, output and memory. These are no sandbox.
"
    )
}
