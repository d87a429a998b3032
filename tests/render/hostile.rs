//! Labels that try to break out of the page, and what must hold for any of them.
