use super::*;

fn placed(source: &str, column: usize, length: usize) -> String {
    let place = Place { line: 12, column, length, source: source.to_owned() };
    let fault = Fault::new("something is wrong").in_file("a.yaml").at(place).help("mend it");
    Faults::from(fault).render(false)
}

#[test]
fn a_fault_with_a_place_shows_its_line() {
    println!("{}", placed("  colum: Q1", 3, 5));
    println!("{}", placed("  colum: Q1", 12, 1));
    println!("{}", placed("", 1, 1));
    println!("{}", placed("  cölüm: \u{1b}[31mQ\u{202e}1\t— 中文 x y", 10, 20));
    println!("{}", placed(&format!("{}{}{}", "before ".repeat(100), "HERE", " after".repeat(100)), 701, 4));
    println!("{}", placed(&format!("{}{}{}", "x ".repeat(100), "HERE".repeat(1000), " after".repeat(100)), 201, 4000));
    println!("{}", placed(&format!("{}{}{}", "x ".repeat(10), "HERE".repeat(1000), " after".repeat(100)), 21, 4000));
}
