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
