//! What people write when they are asked in words.

use super::dice::Dice;

const CONTENT: &[&str] = &[
    "Everybody was kind and took their time.",
    "Quick, friendly and clear. Thank you!",
    "I felt listened to.",
    "Everything was explained well, in words I could follow.",
    "Seen on time, and the room was spotless.",
    "The nurse said \"take all the time you need\" and meant it.",
    "Booking online was easy.",
];

const SO_SO: &[&str] = &[
    "Fine on the whole.",
    "Good care, but parking is difficult.",
    "The staff are friendly; the waiting room is crowded.",
    "It took two calls, then it went well.",
    "More evening appointments, please.",
    "I'd like a reminder by text.",
];

const UNHAPPY: &[&str] = &[
    "I waited far too long and nobody said why.",
    "Could not get through on the phone for days.",
    "I was told \"come back next week\", twice.",
    "I felt rushed, and my questions were not answered.",
    "The letter came after the appointment.",
    "Rude at the desk.",
];

/// Writes a comment of somebody in this mood: a sentence or more, at times on several lines.
pub(super) fn write(cell: &mut String, mood: f64, dice: &mut Dice) {
    let stock = match mood {
        mood if mood > 0.4 => CONTENT,
        mood if mood > -0.6 => SO_SO,
        _ => UNHAPPY,
    };
    let sentences = 1 + dice.below(4);
    let first = dice.below(stock.len());
    let between = if dice.happens(0.25) { "\n" } else { " " };
    for sentence in 0..sentences {
        if sentence > 0 {
            cell.push_str(between);
        }
        cell.push_str(stock[(first + sentence) % stock.len()]);
    }
}
