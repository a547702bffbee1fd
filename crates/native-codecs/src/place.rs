//! Where the file of a library may lie.
//!
//! A name that says nothing of the interface may be of another library, and one that is
//! looked for in folders that anybody may write to may be anybody's: so on ELF systems only
//! the name with the number of the interface is asked for, of the system's loader, and
//! elsewhere only whole paths are opened.

use std::path::{Path, PathBuf};

/// A library by its name and the number of its interface.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    /// Without `lib` before it.
    pub(crate) stem: &'static str,
    pub(crate) interface: u32,
}

/// How a system names and finds libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// Linux, the BSDs: the loader has a list of folders of the system.
    Elf,
    /// A program has the libraries of its package alone, and these no numbers.
    Android,
    /// macOS, iOS.
    Apple,
    /// Windows.
    Windows,
}

impl System {
    pub(crate) const OURS: Self = if cfg!(windows) {
        Self::Windows
    } else if cfg!(target_vendor = "apple") {
        Self::Apple
    } else if cfg!(target_os = "android") {
        Self::Android
    } else {
        Self::Elf
    };

    /// What to open, in this order, where `beside` is the folder of our own library.
    pub(crate) fn places(self, name: Name, beside: Option<&Path>) -> Vec<PathBuf> {
        /// Of Homebrew on Apple's and on Intel's processors, and of `MacPorts`.
        const APPLE_FOLDERS: [&str; 3] = ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"];
        let Name { stem, interface } = name;
        let own = |file: &str| beside.map(|folder| folder.join(file));
        match self {
            Self::Elf => vec![format!("lib{stem}.so.{interface}").into()],
            Self::Android => vec![format!("lib{stem}.so").into()],
            Self::Apple => {
                let file = format!("lib{stem}.{interface}.dylib");
                let others = APPLE_FOLDERS.map(|folder| Path::new(folder).join(&file));
                own(&file).into_iter().chain(others).collect()
            }
            Self::Windows => own(&format!("lib{stem}-{interface}.dll"))
                .into_iter()
                .collect(),
        }
    }
}

/// The folder of the library, or the program, that this code is in.
#[cfg(target_vendor = "apple")]
pub(crate) fn own_folder() -> Option<PathBuf> {
    use std::ffi::{CStr, OsStr, c_void};
    use std::mem::MaybeUninit;
    use std::os::unix::ffi::OsStrExt as _;

    let mut found = MaybeUninit::<libc::Dl_info>::zeroed();
    let here = own_folder as fn() -> Option<PathBuf> as *const c_void;
    // SAFETY: `dladdr` takes any address, and writes to what has room for it, whose zeros
    // are a value of the type.
    let (is_found, found) = unsafe {
        let is_found = libc::dladdr(here, found.as_mut_ptr()) != 0;
        (is_found, found.assume_init())
    };
    if !is_found || found.dli_fname.is_null() {
        return None;
    }
    // SAFETY: the loader's name of the file, which lives as long as it is loaded: as long
    // as this code runs.
    let file = unsafe { CStr::from_ptr(found.dli_fname) };
    let file = Path::new(OsStr::from_bytes(file.to_bytes()));
    absolute_folder(file)
}

/// The folder of the library, or the program, that this code is in.
#[cfg(windows)]
pub(crate) fn own_folder() -> Option<PathBuf> {
    use std::ffi::{OsString, c_void};
    use std::os::windows::ffi::OsStringExt as _;
    use std::ptr;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetModuleHandleExW(flags: u32, address: *const c_void, module: *mut *mut c_void) -> i32;
        fn GetModuleFileNameW(module: *mut c_void, name: *mut u16, units: u32) -> u32;
    }
    const FROM_ADDRESS: u32 = 4;
    const UNCHANGED_REFCOUNT: u32 = 2;
    const PATH_UNITS_MAX: usize = 32_768;

    let mut module = ptr::null_mut();
    let here = own_folder as fn() -> Option<PathBuf> as *const c_void;
    // SAFETY: with this flag the second argument is any address; the module is written.
    let is_found = unsafe {
        GetModuleHandleExW(FROM_ADDRESS | UNCHANGED_REFCOUNT, here, &raw mut module) != 0
    };
    if !is_found {
        return None;
    }
    let mut name = vec![0; PATH_UNITS_MAX];
    // SAFETY: the module is the one this code is in; the name has as many units.
    let length =
        unsafe { GetModuleFileNameW(module, name.as_mut_ptr(), PATH_UNITS_MAX as u32) } as usize;
    // As many as there is room for is a name that was cut off.
    let name = name.get(..length).filter(|_| length < PATH_UNITS_MAX)?;
    absolute_folder(Path::new(&OsString::from_wide(name)))
}

/// The loader finds libraries by their names here.
#[cfg(not(any(windows, target_vendor = "apple")))]
pub(crate) fn own_folder() -> Option<PathBuf> {
    None
}

#[cfg(any(windows, target_vendor = "apple"))]
fn absolute_folder(file: &Path) -> Option<PathBuf> {
    file.parent()
        .filter(|folder| folder.is_absolute())
        .map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEEX: Name = Name {
        stem: "speex",
        interface: 1,
    };

    #[test]
    fn elf_systems_are_asked_for_the_interface_alone() {
        let places = System::Elf.places(SPEEX, None);
        assert_eq!(places, [Path::new("libspeex.so.1")]);
    }

    #[test]
    fn elsewhere_nothing_is_looked_for_by_a_name_alone() {
        // Written so that each system takes them for whole paths.
        let own = Path::new("/programs/phone");
        for system in [System::Apple, System::Windows] {
            let places = system.places(SPEEX, Some(own));
            assert!(places[0].starts_with(own), "{places:?}");
            assert!(places.iter().all(|place| place.has_root()), "{places:?}");
            let names = places.iter().filter_map(|place| place.file_name());
            for name in names.map(|name| name.to_string_lossy()) {
                assert!(name.contains('1'), "{name}");
            }
            let strange = system.places(SPEEX, None);
            assert!(strange.iter().all(|place| place.has_root()), "{strange:?}");
        }
        assert!(System::Windows.places(SPEEX, None).is_empty());
    }
}
