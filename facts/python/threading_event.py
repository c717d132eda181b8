# holds channel_basics notify_and_broadcast: "in Python `event.set()` of a
# `threading.Event`"
import threading

gun = threading.Event()
runners = [threading.Thread(target=gun.wait) for _ in range(4)]
for runner in runners:
    runner.start()
gun.set()
for runner in runners:
    runner.join()
print("all four were woken by one set")

# prints:
# all four were woken by one set
