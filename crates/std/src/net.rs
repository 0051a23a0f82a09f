//! Addresses are real. Sockets cannot be used: a network doesn't repeat.
//!
//! ```compile_fail
//! use std::net::TcpStream;
//! ```

pub use ::std::net::{
    AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, SocketAddrV4, SocketAddrV6,
    ToSocketAddrs,
};

#[cfg(not_covered_while_judging)]
pub struct Incoming;
#[cfg(not_covered_while_judging)]
pub struct TcpListener;
#[cfg(not_covered_while_judging)]
pub struct TcpStream;
#[cfg(not_covered_while_judging)]
pub struct UdpSocket;
