# holds goroutine_patterns cancellation_tree: "if it waits in a `TaskGroup`, the
# tasks of that group are cancelled, too"
import asyncio

cancelled = []


async def part(name):
    try:
        await asyncio.Event().wait()
    finally:
        cancelled.append(name)


async def branch(name):
    async with asyncio.TaskGroup() as parts:
        for number in [1, 2]:
            parts.create_task(part(f"{name}{number}"))


async def main():
    kitchen = asyncio.create_task(branch("kitchen "))
    hall = asyncio.create_task(branch("hall "))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    kitchen.cancel()
    await asyncio.wait([kitchen])
    print("cancelled:", sorted(cancelled), "the hall goes on:", not hall.done())
    hall.cancel()
    await asyncio.wait([hall])


asyncio.run(main())

# prints:
# cancelled: ['kitchen 1', 'kitchen 2'] the hall goes on: True
