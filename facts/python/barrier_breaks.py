# holds waitgroups barrier: "Python's `threading.Barrier` can be broken: after `abort`, those who wait get an exception."
import threading

meeting = threading.Barrier(2)
told = []


def waits():
    try:
        meeting.wait()
    except threading.BrokenBarrierError:
        told.append(meeting.broken)


waiter = threading.Thread(target=waits)
waiter.start()
while not meeting.n_waiting:
    pass
meeting.abort()
waiter.join()
print(told)

# prints:
# [True]
