# beside channel_patterns hedged_requests
import asyncio


async def first(*questions):
    """The first good answer. Raises the last failure if all fail."""
    asked = {asyncio.create_task(question) for question in questions}
    failure = ValueError("nobody was asked")
    try:
        while asked:
            done, asked = await asyncio.wait(
                asked, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                if task.exception() is None:
                    return task.result()
                failure = task.exception()
        raise failure
    finally:
        for loser in asked:
            loser.cancel()  # raises CancelledError at the await where it waits


async def query(name, latency, broken=False):
    await asyncio.sleep(latency)
    if broken:
        raise ConnectionError(f"replica {name} is broken")
    return f"the answer of replica {name}"


async def main():
    broken = query("C", 0, broken=True)
    print(await first(query("A", 3600), query("B", 0.01), broken))
    try:
        await first(query("F", 0, broken=True))
    except ConnectionError as failure:
        print(failure)


asyncio.run(main())

# prints:
# the answer of replica B
# replica F is broken
