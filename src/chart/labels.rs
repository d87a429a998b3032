//! Names beside dots, none on top of another or of a dot.

/// A rectangle that is taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patch {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Patch {
    /// Around a dot.
    pub fn around((x, y): (f64, f64), radius: f64) -> Patch {
        Patch { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
    }

    fn meets(&self, other: &Patch) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn is_within(&self, page: &Patch) -> bool {
        self.left >= page.left && self.right <= page.right && self.top >= page.top && self.bottom <= page.bottom
    }

    pub fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}

/// Distances from a dot at which a name is tried, the nearest first.
const RINGS: [f64; 6] = [9.0, 18.0, 30.0, 44.0, 60.0, 80.0];

/// Where the name of a dot, of this width and height, is free of all that is taken: beside it, else above or below, else farther
/// away. `None` where there is no room.
pub fn place(dot: (f64, f64), (width, height): (f64, f64), taken: &[Patch], page: &Patch) -> Option<Patch> {
    let (x, y) = dot;
    let at = |left: f64, middle: f64| Patch {
        left,
        right: left + width,
        top: middle - height / 2.0,
        bottom: middle + height / 2.0,
    };
    let is_free = |place: &Patch| place.is_within(page) && taken.iter().all(|other| !place.meets(other));
    let tried = RINGS.into_iter().flat_map(|far| {
        let (over, under) = (y - far - height / 2.0, y + far + height / 2.0);
        let (left, right) = (x - far - width, x + far);
        let slope = far * 0.7;
        [
            at(right, y),
            at(left, y),
            at(x - width / 2.0, over),
            at(x - width / 2.0, under),
            at(x + slope, y - slope),
            at(x + slope, y + slope),
            at(x - slope - width, y - slope),
            at(x - slope - width, y + slope),
        ]
    });
    tried.into_iter().find(is_free)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Patch = Patch { left: 0.0, right: 200.0, top: 0.0, bottom: 100.0 };

    #[test]
    fn a_name_stands_right_of_its_dot_and_left_at_the_edge() {
        let place_at = |x: f64| place((x, 50.0), (40.0, 14.0), &[], &PAGE).expect("room");
        assert!((place_at(20.0).left - 29.0).abs() < 1e-9);
        assert!((place_at(190.0).right - 181.0).abs() < 1e-9);
    }

    #[test]
    fn names_of_a_crowd_are_apart_or_left_out() {
        let mut taken: Vec<Patch> = Vec::new();
        for step in 0..60 {
            let dot = (60.0 + f64::from(step), 50.0);
            if let Some(found) = place(dot, (40.0, 14.0), &taken, &PAGE) {
                assert!(found.is_within(&PAGE) && taken.iter().all(|other| !found.meets(other)));
                taken.push(found);
            }
        }
        assert!((10..60).contains(&taken.len()), "{}", taken.len());
    }
}
