# holds race_conditions poisoning: "In Python, `with lock` unlocks it in the same
# way."
# holds race_conditions unpoisoned: "in Python after an exception in `async with
# lock`"
import asyncio
import threading

lock = threading.Lock()
pages = 0
try:
    with lock:
        pages += 1  # half of the change
        raise RuntimeError("out of paper")
except RuntimeError:
    print("threading, unlocked:", not lock.locked(), "changed by half:", pages)


async def main():
    lock = asyncio.Lock()
    try:
        async with lock:
            raise RuntimeError("out of paper")
    except RuntimeError:
        print("asyncio, unlocked:", not lock.locked())


asyncio.run(main())

# prints:
# threading, unlocked: True changed by half: 1
# asyncio, unlocked: True
