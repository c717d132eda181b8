# beside select_statements lost_place
import asyncio


async def leaves_and_comes_back(lock, rejoined, served):
    while True:
        try:  # wait_for cancels the acquire, and its place in the queue is lost
            await asyncio.wait_for(lock.acquire(), timeout=0.005)
            break
        except TimeoutError:
            rejoined.set()
    served.append("A")
    lock.release()


async def stays(lock, served):
    async with lock:
        served.append("B")


async def main():
    lock, rejoined, served = asyncio.Lock(), asyncio.Event(), []
    async with asyncio.TaskGroup() as tasks:
        await lock.acquire()
        tasks.create_task(leaves_and_comes_back(lock, rejoined, served))
        await asyncio.sleep(0)  # A comes first
        tasks.create_task(stays(lock, served))
        await rejoined.wait()
        lock.release()
    print(served)


asyncio.run(main())

# prints:
# ['B', 'A']
