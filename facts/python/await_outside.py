# holds goroutine_patterns bridges: "Go has one kind of function. Rust and Python
# have two, and `.await` is allowed only in an async one"
source = """
def plain():
    await other()
"""
try:
    compile(source, "plain", "exec")
except SyntaxError as error:
    print(error.msg)

# prints:
# 'await' outside async function
