# beside race_conditions every_order
import dis


def add_one():
    global count
    count += 1


# One line of Python, and several steps: it reads the count in one step, and writes it
# in a later one. Python does not promise that no other thread runs in between.
steps = [step.opname for step in dis.get_instructions(add_one)]
print([name for name in steps if "GLOBAL" in name])

# prints:
# ['LOAD_GLOBAL', 'STORE_GLOBAL']
