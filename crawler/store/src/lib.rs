//! Keeps what people entrust to us.
