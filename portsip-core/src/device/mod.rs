//! Sound devices: the only module that talks to the operating system's device APIs.
