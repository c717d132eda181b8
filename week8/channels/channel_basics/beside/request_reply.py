# beside channel_basics request_reply
import asyncio


async def serve(requests):
    while True:
        number, answer = await requests.get()
        if answer.cancelled():
            print("nobody waits for", number, "squared")
        else:
            answer.set_result(number * number)  # a future is a oneshot channel


async def main():
    requests = asyncio.Queue()
    server = asyncio.create_task(serve(requests))
    loop = asyncio.get_running_loop()

    gone = loop.create_future()
    requests.put_nowait((4, gone))
    gone.cancel()  # this caller does not wait for its answer

    for number in range(1, 4):
        answer = loop.create_future()
        requests.put_nowait((number, answer))
        print(number, "squared is", await answer)
    server.cancel()


asyncio.run(main())

# prints:
# nobody waits for 4 squared
# 1 squared is 1
# 2 squared is 4
# 3 squared is 9
