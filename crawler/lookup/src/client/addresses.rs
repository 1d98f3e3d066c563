//! Addresses that no connection goes to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Network {
    first: IpAddr,
    bits: u8,
}

impl Network {
    const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Self {
        Self { first: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), bits }
    }

    const fn v6(groups: [u16; 8], bits: u8) -> Self {
        let [a, b, c, d, e, f, g, h] = groups;
        Self { first: IpAddr::V6(Ipv6Addr::new(a, b, c, d, e, f, g, h)), bits }
    }

    /// Reads `127.80.0.0/16`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (first, bits) = text.split_once('/')?;
        let (first, bits): (IpAddr, u8) = (first.parse().ok()?, bits.parse().ok()?);
        (bits <= if first.is_ipv4() { 32 } else { 128 }).then_some(Self { first, bits })
    }

    /// Whether an address lies in it.
    pub(super) fn holds(&self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let other = first.to_bits() ^ address.to_bits();
                other.checked_shr(32 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let other = first.to_bits() ^ address.to_bits();
                other.checked_shr(128 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }

    /// Whether it lies in loopback altogether.
    fn is_loopback(&self) -> bool {
        self.first.is_loopback() && self.bits >= if self.first.is_ipv4() { 8 } else { 128 }
    }
}

/// Blocks that are nowhere on the public internet, or lead elsewhere than they say. Sources: IANA's IPv4 and IPv6
/// Special-Purpose Address Registries (RFC 6890) with the RFC named there, and IANA's IPv6 Address Space for what lies
/// outside of global unicast. The two entries without an RFC are cloud providers' own.
const REFUSED: &[(Network, &str)] = &[
    (Network::v4(0, 0, 0, 0, 8), "this network (RFC 791)"),
    (Network::v4(10, 0, 0, 0, 8), "private (RFC 1918)"),
    (Network::v4(100, 64, 0, 0, 10), "shared by a carrier's customers (RFC 6598)"),
    (Network::v4(127, 0, 0, 0, 8), "loopback (RFC 1122)"),
    (Network::v4(169, 254, 0, 0, 16), "link-local, where clouds keep their metadata (RFC 3927)"),
    (Network::v4(172, 16, 0, 0, 12), "private (RFC 1918)"),
    (Network::v4(168, 63, 129, 16, 32), "Azure's platform (WireServer)"),
    (Network::v4(192, 0, 0, 0, 24), "protocol assignments (RFC 6890)"),
    (Network::v4(192, 0, 2, 0, 24), "documentation (RFC 5737)"),
    (Network::v4(192, 31, 196, 0, 24), "AS112 (RFC 7535)"),
    (Network::v4(192, 52, 193, 0, 24), "multicast tunnels (RFC 7450)"),
    (Network::v4(192, 88, 99, 0, 24), "6to4 relays (RFC 7526)"),
    (Network::v4(192, 168, 0, 0, 16), "private (RFC 1918)"),
    (Network::v4(192, 175, 48, 0, 24), "AS112 (RFC 7534)"),
    (Network::v4(198, 18, 0, 0, 15), "benchmarking (RFC 2544)"),
    (Network::v4(198, 51, 100, 0, 24), "documentation (RFC 5737)"),
    (Network::v4(203, 0, 113, 0, 24), "documentation (RFC 5737)"),
    (Network::v4(224, 0, 0, 0, 4), "multicast (RFC 5771)"),
    (Network::v4(255, 255, 255, 255, 32), "broadcast (RFC 919)"),
    (Network::v4(240, 0, 0, 0, 4), "reserved (RFC 1112)"),
    (Network::v6([0, 0, 0, 0, 0, 0, 0, 0], 128), "unspecified (RFC 4291)"),
    (Network::v6([0, 0, 0, 0, 0, 0, 0, 1], 128), "loopback (RFC 4291)"),
    (Network::v6([0, 0, 0, 0, 0, 0, 0, 0], 96), "IPv4-compatible (RFC 4291)"),
    (Network::v6([0, 0, 0, 0, 0, 0xffff, 0, 0], 96), "IPv4-mapped (RFC 4291)"),
    (Network::v6([0, 0, 0, 0, 0xffff, 0, 0, 0], 96), "IPv4-translated (RFC 2765)"),
    (Network::v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96), "NAT64 (RFC 6052)"),
    (Network::v6([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48), "local NAT64 (RFC 8215)"),
    (Network::v6([0x100, 0, 0, 0, 0, 0, 0, 0], 64), "discarded (RFC 6666)"),
    (Network::v6([0x100, 0, 0, 1, 0, 0, 0, 0], 64), "dummy prefix (RFC 9780)"),
    (Network::v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 32), "Teredo (RFC 4380)"),
    (Network::v6([0x2001, 2, 0, 0, 0, 0, 0, 0], 48), "benchmarking (RFC 5180)"),
    (Network::v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23), "protocol assignments (RFC 2928)"),
    (Network::v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), "documentation (RFC 3849)"),
    (Network::v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), "6to4 (RFC 3056)"),
    (Network::v6([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48), "AS112 (RFC 7534)"),
    (Network::v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), "documentation (RFC 9637)"),
    (Network::v6([0x5f00, 0, 0, 0, 0, 0, 0, 0], 16), "segment routing (RFC 9602)"),
    (Network::v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0], 32), "Amazon's metadata"),
    (Network::v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7), "unique local (RFC 4193)"),
    (Network::v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10), "link-local (RFC 4291)"),
    (Network::v6([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10), "site-local (RFC 3879)"),
    (Network::v6([0xff00, 0, 0, 0, 0, 0, 0, 0], 8), "multicast (RFC 4291)"),
];

/// Where IANA assigns global unicast addresses of version 6; everything outside of it is reserved.
const GLOBAL: Network = Network::v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// What an address is, if it is nothing to connect to.
fn special(address: IpAddr) -> Option<&'static str> {
    let named = REFUSED.iter().find(|(network, _)| network.holds(address)).map(|(_, what)| *what);
    named.or((address.is_ipv6() && !GLOBAL.holds(address)).then_some("reserved (RFC 4291)"))
}

/// Which addresses may be connected to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Addresses {
    /// Networks of a test's small internet. Where there are any, nothing else is connected to.
    only: Vec<Network>,
}

impl Addresses {
    /// The public internet.
    pub(super) fn public() -> Self {
        Self::default()
    }

    /// A small internet on loopback.
    pub(super) fn only(networks: &[String]) -> Result<Self, String> {
        let read = |text: &String| match Network::parse(text) {
            Some(network) if network.is_loopback() => Ok(network),
            Some(_) => Err(format!("{text} is not on loopback: for tests only loopback can be allowed")),
            None => Err(format!("{text} is no network such as 127.80.0.0/16")),
        };
        let only = networks.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        if only.is_empty() { Err("for tests at least one network is needed".to_owned()) } else { Ok(Self { only }) }
    }

    /// Why an address may not be connected to.
    pub(super) fn refuse(&self, address: IpAddr) -> Option<&'static str> {
        match self.only.iter().any(|network| network.holds(address)) {
            true => None,
            false => special(address).or((!self.only.is_empty()).then_some("outside of the test's networks")),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says by failing what is wrong")]
mod tests {
    use super::*;

    #[test]
    fn every_special_block_is_refused_from_its_first_to_its_last_address() {
        for (network, what) in REFUSED {
            let last = match network.first {
                IpAddr::V4(first) => IpAddr::V4(Ipv4Addr::from_bits(
                    first.to_bits() | u32::MAX.checked_shr(u32::from(network.bits)).unwrap_or(0),
                )),
                IpAddr::V6(first) => IpAddr::V6(Ipv6Addr::from_bits(
                    first.to_bits() | u128::MAX.checked_shr(u32::from(network.bits)).unwrap_or(0),
                )),
            };
            assert!(network.holds(network.first) && network.holds(last), "{what}");
            assert!(special(network.first).is_some() && special(last).is_some(), "{what}");
        }
    }

    #[test]
    fn refused_one_by_one() {
        for (address, what) in [
            ("0.0.0.0", "this network"),
            ("0.1.2.3", "this network"),
            ("10.0.0.1", "private"),
            ("10.255.255.255", "private"),
            ("100.64.0.1", "carrier"),
            ("100.100.100.200", "carrier"), // Alibaba's metadata
            ("127.0.0.1", "loopback"),
            ("127.80.0.1", "loopback"),
            ("169.254.169.254", "metadata"),
            ("168.63.129.16", "Azure"),
            ("172.16.0.1", "private"),
            ("172.31.255.255", "private"),
            ("192.0.0.192", "protocol"), // Oracle's metadata
            ("192.0.2.1", "documentation"),
            ("192.88.99.1", "6to4"),
            ("192.168.1.1", "private"),
            ("198.18.0.1", "benchmarking"),
            ("198.19.255.255", "benchmarking"),
            ("198.51.100.7", "documentation"),
            ("203.0.113.7", "documentation"),
            ("224.0.0.1", "multicast"),
            ("239.255.255.255", "multicast"),
            ("240.0.0.1", "reserved"),
            ("255.255.255.255", "broadcast"),
            ("::", "unspecified"),
            ("::1", "loopback"),
            ("::7f00:1", "compatible"),
            ("::10.0.0.1", "compatible"),
            ("::ffff:127.0.0.1", "mapped"),
            ("::ffff:8.8.8.8", "mapped"),
            ("::ffff:0:127.0.0.1", "translated"),
            ("64:ff9b::127.0.0.1", "NAT64"),
            ("64:ff9b:1::a00:1", "NAT64"),
            ("100::1", "discarded"),
            ("2001::1", "Teredo"),
            ("2001:2::1", "benchmarking"),
            ("2001:10::1", "protocol"),
            ("2001:db8::1", "documentation"),
            ("2002:7f00:1::", "6to4"),
            ("3fff::1", "documentation"),
            ("5f00::1", "segment"),
            ("fc00::1", "unique local"),
            ("fd00:ec2::254", "metadata"),
            ("fd12:3456::1", "unique local"),
            ("fe80::1", "link-local"),
            ("febf::1", "link-local"),
            ("fec0::1", "site-local"),
            ("ff02::1", "multicast"),
            ("4000::1", "reserved"),
            ("1::1", "reserved"),
        ] {
            let told = special(address.parse().unwrap());
            assert!(told.is_some_and(|told| told.contains(what)), "{address}: {told:?}");
        }
    }

    #[test]
    fn neighbours_are_public() {
        for address in [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255", "169.255.0.0", "168.63.129.17", "172.15.255.255", "172.32.0.0", "192.0.1.0",
            "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2000::1",
            "2001:200::1", "2001:db9::1", "2003::1", "2606:4700::1111", "2a00::1", "3ffe::1",
        ] {
            assert_eq!(special(address.parse().unwrap()), None, "{address}");
        }
    }

    #[test]
    fn a_test_opens_loopback_and_closes_the_rest() {
        let only = Addresses::only(&["127.80.0.0/16".to_owned()]).unwrap();
        assert_eq!(only.refuse("127.80.3.4".parse().unwrap()), None);
        assert!(only.refuse("127.0.0.1".parse().unwrap()).is_some());
        assert!(only.refuse("8.8.8.8".parse().unwrap()).is_some());
        for wrong in ["10.0.0.0/8", "0.0.0.0/0", "127.0.0.0/7", "::/0", "127.0.0.1", "169.254.0.0/16", "127.0.0.0/33"] {
            assert!(Addresses::only(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
        assert!(Addresses::only(&[]).is_err());
    }
}
