# holds goroutine_patterns bounded_parallelism: "in Python it is
# `asyncio.Semaphore`"
# holds README.md: "`asyncio.Semaphore`"
import asyncio
import threading

places = threading.Semaphore(2)
with places:
    with places:
        print("a third place:", places.acquire(blocking=False))
print("after a with:", places.acquire(blocking=False))


async def main():
    printers = asyncio.Semaphore(3)
    inside = peak = 0

    async def print_page():
        nonlocal inside, peak
        async with printers:
            inside += 1
            peak = max(peak, inside)
            await asyncio.sleep(0)
            inside -= 1

    async with asyncio.TaskGroup() as pages:
        for _ in range(20):
            pages.create_task(print_page())
        print("tasks:", len(asyncio.all_tasks()) - 1)
    print("peak:", peak)


asyncio.run(main())

# prints:
# a third place: False
# after a with: True
# tasks: 20
# peak: 3
