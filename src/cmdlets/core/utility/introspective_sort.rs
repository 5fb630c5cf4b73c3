//! .NET's introspective sort, for objects that have no total order.
//!
//! A number beside a text is compared as a number when it stands on the left and as text when it stands
//! on the right. What comes out of such a list depends on which pairs are compared, so this compares
//! those that .NET's `List<T>.Sort` compares. Source: .NET, `ArraySortHelper<T>.IntrospectiveSort`.

use crate::engine::Outcome;
use std::cmp::Ordering;

/// Partitions of this length and below are sorted by insertion.
const SMALL: usize = 16;

/// Sorts places, not the objects themselves. Errors: those of the comparison.
pub(super) fn sort(
    items: &mut [usize],
    compare: &mut dyn FnMut(usize, usize) -> Outcome<Ordering>,
) -> Outcome {
    let depth = 2 * (items.len().max(1).ilog2() + 1);
    partitions(items, depth, compare)
}

type Compare<'a> = dyn FnMut(usize, usize) -> Outcome<Ordering> + 'a;

fn at(items: &[usize], index: usize) -> usize {
    items.get(index).copied().unwrap_or_default()
}

fn partitions(mut items: &mut [usize], mut depth: u32, compare: &mut Compare<'_>) -> Outcome {
    while items.len() > 1 {
        match items.len() {
            2 => return order(items, 0, 1, compare),
            3 => {
                order(items, 0, 1, compare)?;
                order(items, 0, 2, compare)?;
                return order(items, 1, 2, compare);
            }
            small if small <= SMALL => return insert(items, compare),
            _ if depth == 0 => return heap(items, compare),
            _ => {}
        }
        depth -= 1;
        let pivot = partition(items, compare)?;
        let (left, right) = items.split_at_mut(pivot);
        partitions(right.get_mut(1..).unwrap_or_default(), depth, compare)?;
        items = left;
    }
    Ok(())
}

/// Swaps two places when the first is greater.
fn order(items: &mut [usize], first: usize, second: usize, compare: &mut Compare<'_>) -> Outcome {
    if compare(at(items, first), at(items, second))? == Ordering::Greater {
        items.swap(first, second);
    }
    Ok(())
}

fn insert(items: &mut [usize], compare: &mut Compare<'_>) -> Outcome {
    for next in 1..items.len() {
        let mut place = next;
        while place > 0 && compare(at(items, place), at(items, place - 1))? == Ordering::Less {
            items.swap(place, place - 1);
            place -= 1;
        }
    }
    Ok(())
}

/// Puts the middle one of three in its place; gives that place.
fn partition(items: &mut [usize], compare: &mut Compare<'_>) -> Outcome<usize> {
    let last = items.len() - 1;
    let middle = last / 2;
    order(items, 0, middle, compare)?;
    order(items, 0, last, compare)?;
    order(items, middle, last, compare)?;
    let pivot = at(items, middle);
    items.swap(middle, last - 1);
    let (mut left, mut right) = (0, last - 1);
    while left < right {
        left += 1;
        while left < last && compare(at(items, left), pivot)? == Ordering::Less {
            left += 1;
        }
        right = right.saturating_sub(1);
        while right > 0 && compare(pivot, at(items, right))? == Ordering::Less {
            right -= 1;
        }
        if left >= right {
            break;
        }
        items.swap(left, right);
    }
    let left = left.min(last);
    if left != last - 1 {
        items.swap(left, last - 1);
    }
    Ok(left)
}

fn heap(items: &mut [usize], compare: &mut Compare<'_>) -> Outcome {
    let length = items.len();
    for start in (1..=length / 2).rev() {
        sink(items, start, length, compare)?;
    }
    for end in (2..=length).rev() {
        items.swap(0, end - 1);
        sink(items, 1, end - 1, compare)?;
    }
    Ok(())
}

/// Moves a place down the heap; places count from one.
fn sink(items: &mut [usize], start: usize, length: usize, compare: &mut Compare<'_>) -> Outcome {
    let mut place = start;
    let moved = at(items, place - 1);
    while place <= length / 2 {
        let mut child = 2 * place;
        if child < length && compare(at(items, child - 1), at(items, child))? == Ordering::Less {
            child += 1;
        }
        if compare(moved, at(items, child - 1))? != Ordering::Less {
            break;
        }
        items.swap(place - 1, child - 1);
        place = child;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_list_is_sorted() {
        for length in [0usize, 1, 2, 3, 4, 16, 17, 100, 1000] {
            let values: Vec<usize> = (0..length).map(|at| at * 7919 % 101).collect();
            for depth in [0, 40] {
                let mut places: Vec<usize> = (0..length).collect();
                let by_value = &mut |a: usize, b: usize| Ok(values[a].cmp(&values[b]).then(a.cmp(&b)));
                partitions(&mut places, depth, by_value).unwrap();
                assert!(places.windows(2).all(|pair| values[pair[0]] <= values[pair[1]]), "{length}");
            }
        }
    }

    #[test]
    fn a_comparison_without_order_ends() {
        let mut places: Vec<usize> = (0..200).collect();
        sort(&mut places, &mut |_, _| Ok(Ordering::Less)).unwrap();
        sort(&mut places, &mut |_, _| Ok(Ordering::Greater)).unwrap();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..200));
    }
}
