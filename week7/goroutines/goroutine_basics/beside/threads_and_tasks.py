# beside goroutine_basics threads_and_tasks
import asyncio
import threading

all_are_here = threading.Barrier(50)
ids = set()


def worker():
    all_are_here.wait()  # all are alive at the same time
    ids.add(threading.get_native_id())


threads = [threading.Thread(target=worker) for _ in range(50)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("50 threads run on", len(ids), "OS threads")


async def task():
    await asyncio.sleep(0)
    return threading.get_native_id()


async def main():
    ids = set(await asyncio.gather(*(task() for _ in range(1000))))
    print("1000 tasks run on", len(ids), "OS thread")


asyncio.run(main())

# prints:
# 50 threads run on 50 OS threads
# 1000 tasks run on 1 OS thread
