# holds README.md: "`task.cancel()`, which raises an exception at the await"
import asyncio


async def main():
    quick = asyncio.create_task(asyncio.sleep(0, "done"))
    slow = asyncio.create_task(asyncio.Event().wait())
    done, late = await asyncio.wait([quick, slow], timeout=0.01)
    print([job.result() for job in done], late == {slow})
    print("wait has cancelled nothing:", not slow.cancelled() and not slow.done())
    for job in late:
        job.cancel()
    ended = await asyncio.gather(*late, return_exceptions=True)
    print([type(each).__name__ for each in ended])


asyncio.run(main())

# prints:
# ['done'] True
# wait has cancelled nothing: True
# ['CancelledError']
