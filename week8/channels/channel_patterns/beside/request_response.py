# beside channel_patterns request_response
import asyncio


async def serve(questions):
    while True:
        asker, work, answer = await questions.get()
        await asyncio.sleep(work)
        if not answer.cancelled():
            answer.set_result(f"an answer for {asker}")


async def ask(questions, asker, work):
    answer = asyncio.get_running_loop().create_future()
    await questions.put((asker, work, answer))
    return await answer


async def main():
    questions = asyncio.Queue(maxsize=8)
    server = asyncio.create_task(serve(questions))
    print(await ask(questions, "Ann", 0))
    try:
        async with asyncio.timeout(0.005):  # covers the wait for room too
            await ask(questions, "Joe", 3600)
    except TimeoutError:
        print("Joe gives up")
    server.cancel()


asyncio.run(main())

# prints:
# an answer for Ann
# Joe gives up
