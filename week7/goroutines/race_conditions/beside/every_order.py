# beside race_conditions every_order
import dis


def add_one():
    global count
    count += 1


# One line of Python, and four steps: another thread may run between any two.
steps = [step.opname for step in dis.get_instructions(add_one)]
print([name for name in steps if "GLOBAL" in name])

# prints:
# ['LOAD_GLOBAL', 'STORE_GLOBAL']
