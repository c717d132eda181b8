use crate::Set;
use crate::answers::OWN_FOLDER;

pub(super) fn text(set: &Set) -> String {
    let Set { name, title, week, .. } = set;
    format!(
        "\
{name}: {title}

usage: cargo {week} [COMMAND]
       cargo run -p {name} -- [COMMAND]

  (nothing)       shows the exercises, their state, and which one is next
  list            shows the exercises, and how many are solved for each goal
  check [NAME]    judges an answer; without a name, the next one to be solved
  check --all     judges all answers
  watch [NAME]    judges an answer at each save, until you press q
  hint NAME       shows one more hint each time
  explain NAME    shows the failing interleaving, and then all its steps, or the
                  last 200 if there are more; with --svg FILE, draws it instead
  reset NAME      puts the starter back; your answer is kept in a file beside it
  solution NAME   shows the solution; ask twice if you have not solved the
                  exercise
  run NAME        runs the answer as it is, and shows what it prints
  prove [NAME..]  tests the judge, with right and wrong answers that come with
                  the course; with --quick, in fewer schedules
  shipped NAME ANSWER
                  prints one of these answers whole; with --take FILE, replaces
                  its text
  unpack [NAME..] makes whole files of the answers that are kept as patches; do
                  this before you change the solution
  pack [NAME..]   makes patches of them again

  --seed N        tries other random schedules (check, explain, watch)
  --replay SCHEDULE
                  runs only this schedule, which a verdict has named (check
                  NAME, explain NAME)
  --answers DIR   reads the answers from another folder, somebody else's for
                  instance, and writes nothing there (check, explain, run, list,
                  and without a command; prove judges none of them)
  --json          prints one object for each verdict (check)

Your own answers are in the folder `answers` of {name}. If
{OWN_FOLDER} is set in the environment, they are in the folder
{name} inside the folder that it names.

The exit code is 0; 1 if an answer does not pass, `run` or `prove` fails, or a
file cannot be written; 2 if the command line is wrong; 3 if an answer could not
be judged, for example because the disk is full. `explain --svg` exits with 0 if
it has drawn a picture, and with 1 if there is no failing interleaving to draw.
If a signal ends `watch`, the exit code is 128 plus the number of the signal.

An answer runs under limits of time, output and memory. These limits are no
sandbox.
"
    )
}
