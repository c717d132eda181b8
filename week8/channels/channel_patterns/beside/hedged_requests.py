# beside channel_patterns hedged_requests
import asyncio


async def first(*questions):
    asked = {asyncio.create_task(question) for question in questions}
    try:
        while asked:
            done, asked = await asyncio.wait(
                asked, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                if task.exception() is None:
                    return task.result()
        return None  # every one of them has failed
    finally:
        for loser in asked:
            loser.cancel()  # raises CancelledError at the await where it waits


async def query(name, latency, broken=False):
    await asyncio.sleep(latency)
    if broken:
        raise ConnectionError(name)
    return f"the answer of replica {name}"


async def main():
    broken = query("C", 0, broken=True)
    print(await first(query("A", 3600), query("B", 0.01), broken))
    print(await first(query("C", 0, broken=True)))


asyncio.run(main())

# prints:
# the answer of replica B
# None
