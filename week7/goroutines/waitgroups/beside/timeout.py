# beside waitgroups timeout
import asyncio


async def main():
    quick = asyncio.create_task(asyncio.sleep(0))
    slow = asyncio.create_task(asyncio.Event().wait())  # for ever
    done, late = await asyncio.wait([quick, slow], timeout=0.05)
    print("done:", len(done), "late:", len(late))

    for task in late:  # wait() has only stopped waiting
        task.cancel()
    await asyncio.wait(late)
    print("cancelled:", slow.cancelled())


asyncio.run(main())

# prints:
# done: 1 late: 1
# cancelled: True
