//! Connection profiles: files outside the project that say which driver reaches a database, and with which options
//! (`profile://NAME`; ADBC calls them so). Their options may hold passwords, and are handed on to nobody but the driver.

#[cfg(feature = "databases")]
use adbc_core::error::Error;
#[cfg(feature = "databases")]
use adbc_core::options::{OptionDatabase, OptionValue};
#[cfg(feature = "databases")]
use adbc_driver_manager::profile::{
    ConnectionProfile, ConnectionProfileProvider, FilesystemProfile, FilesystemProfileProvider, process_profile_value,
};

/// The name of the profile that a URI names, if it names one.
pub(super) fn name(uri: &str) -> Option<&str> {
    uri.strip_prefix("profile://")
}

/// The driver that a profile names, as it stands there: a name, or the path of a library. `None` where the profile cannot be
/// read.
#[cfg(feature = "databases")]
pub(super) fn driver(profile: &str) -> Option<String> {
    let profile = read(profile).ok()?;
    let (driver, _) = profile.get_driver_name().ok()?;
    Some(driver.to_owned())
}

/// The same: nothing can be reached.
#[cfg(not(feature = "databases"))]
pub(super) fn driver(_: &str) -> Option<String> {
    None
}

/// What its driver is told, with the values of the variables that it names.
///
/// # Errors
///
/// When there is no such profile, or it is none.
#[cfg(feature = "databases")]
pub(super) fn options(profile: &str) -> Result<Vec<(OptionDatabase, OptionValue)>, Error> {
    let profile = read(profile)?;
    let told = |(key, value)| match value {
        OptionValue::String(text) => Ok((key, process_profile_value(&text)?)),
        other => Ok((key, other)),
    };
    profile.get_options()?.into_iter().map(told).collect()
}

/// Names and values of the options that are texts: some may be secrets. None where the profile cannot be read.
#[cfg(feature = "databases")]
pub(super) fn texts(profile: &str) -> Vec<(String, String)> {
    let text = |(key, value): (OptionDatabase, OptionValue)| match value {
        OptionValue::String(text) => Some((key.as_ref().to_owned(), text)),
        _ => None,
    };
    options(profile).unwrap_or_default().into_iter().filter_map(text).collect()
}

/// The same: no profile is ever read.
#[cfg(not(feature = "databases"))]
pub(super) fn texts(_: &str) -> Vec<(String, String)> {
    Vec::new()
}

#[cfg(feature = "databases")]
fn read(profile: &str) -> Result<FilesystemProfile, Error> {
    FilesystemProfileProvider::default().get_profile(profile)
}
