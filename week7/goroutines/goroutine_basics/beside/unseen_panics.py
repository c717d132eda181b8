# beside goroutine_basics unseen_panics
import subprocess
import sys

PROGRAM = """
import threading

def print_page():
    raise RuntimeError("out of paper")

thread = threading.Thread(target=print_page)
thread.start()
thread.join()
print("main: goes on")
"""

process = subprocess.run(
    [sys.executable, "-c", PROGRAM], capture_output=True, text=True
)
print(process.stdout, end="")
print("standard error:", process.stderr.splitlines()[-1])
print("exit code:", process.returncode)

# prints:
# main: goes on
# standard error: RuntimeError: out of paper
# exit code: 0
