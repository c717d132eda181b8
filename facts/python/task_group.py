# holds waitgroups errors: "Python's `TaskGroup` cancels the other tasks at the
# first error and raises an `ExceptionGroup`."
# holds README.md: "`asyncio.TaskGroup()`"
import asyncio


cancelled = []


async def job(name):
    if name == "A":
        raise ValueError("out of paper")
    try:
        await asyncio.Event().wait()
    finally:
        cancelled.append(name)


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for name in "BCA":
                group.create_task(job(name))
    except* ValueError as group:
        print("cancelled:", sorted(cancelled), group.exceptions)


asyncio.run(main())

# prints:
# cancelled: ['B', 'C'] (ValueError('out of paper'),)
