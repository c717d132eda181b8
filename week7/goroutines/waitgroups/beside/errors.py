# beside waitgroups errors
import asyncio


async def print_page(id):
    if id == 2:
        raise RuntimeError(f"job {id}: out of paper")
    try:
        await asyncio.Event().wait()  # for ever
    except asyncio.CancelledError:
        cancelled.append(id)
        raise


cancelled = []


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for id in [1, 2, 3]:
                group.create_task(print_page(id))
    except* RuntimeError as group:
        print("errors:", [str(error) for error in group.exceptions])
    print("cancelled jobs:", sorted(cancelled))


asyncio.run(main())

# prints:
# errors: ['job 2: out of paper']
# cancelled jobs: [1, 3]
