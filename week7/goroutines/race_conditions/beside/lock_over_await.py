# beside race_conditions lock_over_await
import asyncio
import threading

total = threading.Lock()


async def hold_over_await():
    with total:  # it is allowed, and it is the same mistake
        await asyncio.sleep(0.01)


async def try_meanwhile():
    free = total.acquire(blocking=False)  # acquire() would block both for ever
    print("the lock is free:", free)


async def main():
    await asyncio.gather(hold_over_await(), try_meanwhile())

    cure = asyncio.Lock()  # its waits are awaits
    async with cure:
        await asyncio.sleep(0)
    print("asyncio.Lock may be held over an await")


asyncio.run(main())

# prints:
# the lock is free: False
# asyncio.Lock may be held over an await
