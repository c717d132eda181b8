# beside channel_basics async_channels
import asyncio


async def main():
    jobs = asyncio.Queue(maxsize=1)  # mpsc: put waits while there is no room

    async def send():
        for job in range(1, 4):
            await jobs.put(job)

    sending = asyncio.create_task(send())
    print("queue:", [await jobs.get() for _ in range(3)])
    await sending

    answer = asyncio.get_running_loop().create_future()  # oneshot
    answer.set_result("yes")
    print("future:", await answer)
    # There is nothing like broadcast or watch.


asyncio.run(main())

# prints:
# queue: [1, 2, 3]
# future: yes
