//! The program's image: where statics are.

/// Whether `address` lies in what was loaded of the program or of its libraries: in a
/// static, a constant or code, and not on a heap or a stack. Where the system can't
/// tell, it says no.
#[cfg(unix)]
#[must_use]
pub fn is_static(address: usize) -> bool {
    let mut info = std::mem::MaybeUninit::<libc::Dl_info>::uninit();
    let address = std::ptr::without_provenance::<libc::c_void>(address);
    // SAFETY: any address may be asked for, it is not followed; `info` has room for the
    // answer, which is not looked at.
    unsafe { libc::dladdr(address, info.as_mut_ptr()) != 0 }
}

/// Whether `address` lies in what was loaded of the program or of its libraries: in a
/// static, a constant or code, and not on a heap or a stack. Where the system can't
/// tell, it says no.
#[cfg(windows)]
#[must_use]
pub fn is_static(address: usize) -> bool {
    /// From `libloaderapi.h`: the address lies in the module that is asked for, and
    /// asking doesn't keep that module.
    const FROM_ADDRESS: u32 = 0x4;
    const UNCHANGED_REFCOUNT: u32 = 0x2;
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetModuleHandleExW(flags: u32, name: *const u16, module: *mut *mut ()) -> i32;
    }
    let mut module = std::ptr::null_mut();
    let address = std::ptr::without_provenance::<u16>(address);
    // SAFETY: with these flags the address is not followed, and `module` takes the answer.
    unsafe { GetModuleHandleExW(FROM_ADDRESS | UNCHANGED_REFCOUNT, address, &mut module) != 0 }
}

/// Whether `address` lies in what was loaded of the program or of its libraries: in a
/// static, a constant or code, and not on a heap or a stack. Where the system can't
/// tell, it says no.
#[cfg(not(any(unix, windows)))]
#[must_use]
pub fn is_static(_address: usize) -> bool {
    false
}

#[cfg(all(test, any(unix, windows)))]
mod tests {
    use super::*;

    #[test]
    fn statics_are_in_the_image_and_nothing_else_is() {
        static READ_ONLY: u64 = 1;
        static CHANGED: std::sync::Mutex<u64> = std::sync::Mutex::new(0);
        let (stack, heap) = (2_u64, Box::new(3_u64));
        assert!(is_static(std::ptr::from_ref(&READ_ONLY).addr()));
        assert!(is_static(std::ptr::from_ref(&CHANGED).addr()));
        assert!(!is_static(std::ptr::from_ref(&stack).addr()));
        assert!(!is_static(std::ptr::from_ref(&*heap).addr()));
        assert!(!is_static(0));
    }
}
