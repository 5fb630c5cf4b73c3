//! Order of SRV targets. Source: RFC 2782.

use super::resolver::XmppTarget;
use rand::Rng;

/// A target with its priority and weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weighted {
    pub priority: u16,
    pub weight: u16,
    pub target: XmppTarget,
}

/// Targets in the order to try them: by priority, and at random by weight among the same priority.
pub(super) fn order(mut records: Vec<Weighted>, random: &mut impl Rng) -> Vec<XmppTarget> {
    // Those of weight 0 first, so that they have a small chance of being taken.
    records.sort_by_key(|record| (record.priority, record.weight));
    let mut ordered = Vec::with_capacity(records.len());
    while let Some(first) = records.first() {
        let priority = first.priority;
        let same = records.iter().take_while(|record| record.priority == priority);
        let total: u32 = same.map(|record| u32::from(record.weight)).sum();
        let drawn = random.random_range(0..=total);
        let mut sum = 0;
        let chosen = records.iter().position(|record| {
            sum += u32::from(record.weight);
            sum >= drawn
        });
        ordered.push(records.remove(chosen.unwrap_or(0)).target);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn record(priority: u16, weight: u16, host: &str) -> Weighted {
        let target = crate::federation::dns::Target { host: host.to_owned(), port: 5269 };
        Weighted { priority, weight, target: XmppTarget { target, direct_tls: false } }
    }

    fn first_hosts(records: &[Weighted]) -> usize {
        let mut random = StdRng::seed_from_u64(7);
        (0..1000).filter(|_| order(records.to_vec(), &mut random)[0].target.host == "heavy").count()
    }

    #[test]
    fn priority_comes_before_weight() {
        let records = vec![record(20, 100, "last"), record(10, 0, "first")];
        let ordered = order(records, &mut StdRng::seed_from_u64(1));
        assert_eq!(ordered.iter().map(|one| one.target.host.as_str()).collect::<Vec<_>>(), ["first", "last"]);
    }

    #[test]
    fn weight_gives_the_share() {
        let share = first_hosts(&[record(0, 90, "heavy"), record(0, 10, "light")]);
        assert!((850..950).contains(&share), "{share}");
        let all = first_hosts(&[record(0, 1000, "heavy"), record(0, 0, "idle")]);
        assert!((950..1000).contains(&all), "{all}");
    }

    #[test]
    fn every_target_is_kept() {
        let records: Vec<_> = (0..50).map(|n| record(n % 3, n, &n.to_string())).collect();
        assert_eq!(order(records, &mut rand::rng()).len(), 50);
    }
}
