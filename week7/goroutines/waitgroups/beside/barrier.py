# beside waitgroups barrier
import threading

meeting = threading.Barrier(3)
broken = []


def waiter():
    try:
        meeting.wait()
    except threading.BrokenBarrierError:
        broken.append("told that the barrier is broken")


waiters = [threading.Thread(target=waiter) for _ in range(2)]
for each in waiters:
    each.start()
meeting.abort()  # the third will not come
for each in waiters:
    each.join()
print(broken)

# prints:
# ['told that the barrier is broken', 'told that the barrier is broken']
