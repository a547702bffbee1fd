//! Shared libraries: how one is opened and kept.

use std::path::Path;
use std::sync::OnceLock;

use libloading::Library;

use crate::Missing;
use crate::place::{Name, System, own_folder};

/// A library and what is used of it, once it has been found.
pub(crate) struct Loaded<F>(OnceLock<F>);

impl<F> Loaded<F> {
    pub(crate) const fn not_yet() -> Self {
        Self(OnceLock::new())
    }

    /// The functions, found now if they were not before. A library that was
    /// missing is looked for again: it may have been installed. Nobody waits while
    /// another looks: of two who look at once both open the library, which is one.
    pub(crate) fn functions(
        &self,
        name: Name,
        find: impl FnOnce(&Library) -> Result<F, libloading::Error>,
    ) -> Result<&F, Missing> {
        if let Some(functions) = self.0.get() {
            return Ok(functions);
        }
        let places = System::OURS.places(name, own_folder().as_deref());
        let library = places.iter().find_map(|place| open(place)).ok_or(Missing)?;
        let functions = find(&library).map_err(|_| Missing)?;
        // Never closed: the functions stay where they are as long as we run.
        std::mem::forget(library);
        Ok(self.0.get_or_init(|| functions))
    }
}

#[cfg(not(windows))]
fn open(place: &Path) -> Option<Library> {
    // SAFETY: opening runs the library's initialisers. The names in this crate
    // are of codec libraries in plain C or C++, whose initialisers set up their
    // constants and nothing that a program could notice.
    unsafe { Library::new(place) }.ok()
}

#[cfg(windows)]
fn open(place: &Path) -> Option<Library> {
    use libloading::os::windows::{
        LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR, LOAD_LIBRARY_SEARCH_SYSTEM32, Library as WindowsLibrary,
    };
    // What it needs in turn lies beside it, or is the system's.
    let flags = LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32;
    // SAFETY: opening runs the library's initialisers. The names in this crate
    // are of codec libraries in plain C or C++, whose initialisers set up their
    // constants and nothing that a program could notice.
    let library = unsafe { WindowsLibrary::load_with_flags(place, flags) };
    library.ok().map(Library::from)
}
