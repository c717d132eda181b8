//! What is set around a call: folders, the network, another compiler.

use std::path::Path;
use std::process::{Command, Stdio};

use calls::{Said, call, depends, flat, package};

mod calls;

#[test]
fn what_is_built_stands_in_the_folder_that_is_named() {
    let package = package("#[test]\nfn looks() {}\n");
    let call = call(package.path(), &["test"]);
    let is_target = |(name, _): &(&std::ffi::OsStr, _)| *name == "CARGO_TARGET_DIR";
    let target = call.get_envs().find(is_target).and_then(|(_, folder)| folder);
    let target = target.map(Path::new).expect("it is set").to_path_buf();
    let Said { code, out, err } = calls::said(call);
    assert_eq!(code, 0, "{out}{err}");
    assert!(!package.path().join("target").exists(), "{out}");
    assert!(target.join("explore").exists(), "{}", target.display());
}

#[test]
fn without_the_network_a_missing_crate_is_named() {
    let package = package("#[test]\nfn looks() {}\n");
    depends(package.path(), "nobody-has-published-this = \"1\"");
    let words = ["test", "--offline"];
    let Said { code, out, err } = calls::said(call(package.path(), &words));
    assert_eq!((code, &*out), (3, ""), "{err}");
    let err = flat(&err);
    assert!(err.contains("NOT EXPLORED, it does not compile"), "{err}");
    assert!(err.contains("nobody-has-published-this"), "{err}");
    assert!(!err.contains("doctor"), "{err}");
}

#[test]
fn what_cargo_says_of_a_wrong_package_is_shown_whole() {
    let package = package("#[test]\nfn looks() {}\n");
    let words = ["test", "--offline", "--features", "nothing"];
    let Said { code, out, err } = calls::said(call(package.path(), &words));
    assert_eq!((code, &*out), (3, ""), "{err}");
    assert!(flat(&err).contains("does not contain this feature: nothing"), "{err}");
    assert!(!err.contains("doctor"), "{err}");
}

#[test]
fn a_toolchain_that_is_not_there_is_named() {
    // Only rustup has several.
    let mut rustup = Command::new("rustup");
    if rustup.arg("--version").stdin(Stdio::null()).output().is_err() {
        return;
    }
    let package = package("#[test]\nfn looks() {}\n");
    let mut call = call(package.path(), &["test"]);
    call.env_remove("CARGO").env("RUSTUP_TOOLCHAIN", "nowhere");
    let Said { code, out, err } = calls::said(call);
    assert_eq!((code, &*out), (2, ""), "{err}");
    assert!(err.starts_with("cargo explore: "), "{err}");
    assert!(err.contains("'nowhere' is not installed"), "{err}");
}

/// The compiler that is set builds the models too, and has to be new enough for them.
#[cfg(unix)]
#[test]
fn a_compiler_that_is_too_old_is_said_to_be() {
    use std::fs;

    use calls::set_executable;

    let package = package("#[test]\nfn looks() {}\n");
    let rustc = package.path().join("old-rustc");
    let script = "#!/bin/sh\n\
        case \"$*\" in\n\
        *-vV*) rustc -vV | sed 's/^release: .*/release: 1.80.0/' ;;\n\
        *) exec rustc \"$@\" ;;\n\
        esac\n";
    fs::write(&rustc, script).expect("a file");
    set_executable(&rustc);
    let mut call = call(package.path(), &["test", "--offline"]);
    call.env("RUSTC", &rustc);
    let Said { code, out, err } = calls::said(call);
    assert_eq!((code, &*out), (3, ""), "{err}");
    assert!(err.contains("NOT EXPLORED, the compiler is too old"), "{err}");
    assert!(err.contains("rustup update stable"), "{err}");
}

/// The package says which toolchain builds it, and the models.
#[cfg(unix)]
#[test]
fn the_toolchain_that_a_package_names_builds_it() {
    use std::fs;
    use std::os::unix::fs::symlink;

    use calls::set_executable;

    let text = |command: &mut Command| {
        let output = command.stdin(Stdio::null()).output().ok();
        let said = output.filter(|output| output.status.success());
        said.map(|said| String::from_utf8(said.stdout).expect("text"))
    };
    // Only rustup has several.
    if text(Command::new("rustup").arg("--version")).is_none() {
        return;
    }
    let sysroot = text(Command::new("rustc").args(["--print", "sysroot"]));
    let sysroot = sysroot.expect("a compiler");
    let sysroot = Path::new(sysroot.trim());
    let package = package("#[test]\nfn looks() {}\n");
    // One of another name that says when it is called.
    let second = package.path().join("second");
    let log = package.path().join("log");
    fs::create_dir_all(second.join("bin")).expect("a folder");
    symlink(sysroot.join("lib"), second.join("lib")).expect("a link");
    for name in ["cargo", "rustc", "rustdoc"] {
        let script = format!(
            "#!/bin/sh\necho {name} >>'{}'\nexec '{}' \"$@\"\n",
            log.display(),
            sysroot.join("bin").join(name).display()
        );
        let tool = second.join("bin").join(name);
        fs::write(&tool, script).expect("a file");
        set_executable(&tool);
    }
    let chosen = format!("[toolchain]\npath = '{}'\n", second.display());
    fs::write(package.path().join("rust-toolchain.toml"), chosen).expect("a file");
    // As it is called at home: rustup chooses the cargo that calls the tool.
    let tool = Path::new(env!("CARGO_BIN_EXE_cargo-explore"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::split_paths(&path);
    let path =
        [tool.parent().expect("a folder").to_path_buf()].into_iter().chain(path);
    let mut call = Command::new("cargo");
    call.args(["explore", "test", "--offline"]).current_dir(package.path());
    call.env("PATH", std::env::join_paths(path).expect("a path"));
    for name in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        call.env_remove(name);
    }
    let Said { code, out, err } = calls::said(call);
    assert_eq!(code, 0, "{out}{err}");
    let called = fs::read_to_string(log).expect("it was called");
    assert!(called.contains("cargo") && called.contains("rustc"), "{called}");
}
