# beside goroutine_patterns actor
import asyncio


async def own_account(requests):
    balance = 0
    while (request := await requests.get()) is not None:
        kind, value = request
        if kind == "deposit":
            balance += value
        else:
            value.set_result(balance)  # a future is the way back


async def main():
    requests = asyncio.Queue()
    owner = asyncio.create_task(own_account(requests))

    async def client():
        for amount in range(1, 11):
            await requests.put(("deposit", amount))

    await asyncio.gather(*(client() for _ in range(3)))
    answer = asyncio.get_running_loop().create_future()
    await requests.put(("balance", answer))
    print("the owner says", await answer)
    await requests.put(None)
    await owner


asyncio.run(main())

# prints:
# the owner says 165
