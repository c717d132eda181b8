# beside goroutine_patterns retry
import time


class Busy(Exception):
    pass


def try_again(operation, delays):
    for delay in delays:
        try:
            return operation()
        except Busy:  # another exception is not tried again
            time.sleep(delay)
    return operation()


answers = iter([Busy(), Busy(), "printed"])


def print_page():
    answer = next(answers)
    if isinstance(answer, Exception):
        print("busy")
        raise answer
    return answer


print(try_again(print_page, [0.001, 0.002, 0.004]))

# prints:
# busy
# busy
# printed
