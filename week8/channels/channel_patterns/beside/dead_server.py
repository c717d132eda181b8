# beside channel_patterns dead_server
import asyncio


async def serve(questions):
    await questions.get()
    raise ConnectionError("the server dies")  # and its question has no answer


async def main():
    questions = asyncio.Queue()
    server = asyncio.create_task(serve(questions))
    answer = asyncio.get_running_loop().create_future()
    questions.put_nowait(answer)
    # A future does not notice that nobody can set it: wait for the server as well.
    done, _ = await asyncio.wait(
        [answer, server], return_when=asyncio.FIRST_COMPLETED
    )
    print("an answer:", answer in done)
    print(server.exception())


asyncio.run(main())

# prints:
# an answer: False
# the server dies
