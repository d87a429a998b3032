use super::*;

fn placed(source: &str, column: usize, length: usize) -> String {
    let place = Place { line: 12, column, length, source: source.to_owned() };
    let fault = Fault::new("something is wrong").in_file("a.yaml").at(place).help("mend it");
    Faults::from(fault).render(false)
}

#[test]
fn a_fault_with_a_place_shows_its_line() {
    let expected = "error: something is wrong\n  --> a.yaml:12:3\n   |\n12 |   colum: Q1\n   |   ^^^^^\n   |\n   = help: mend it\n";
    assert_eq!(placed("  colum: Q1", 3, 5), expected);
}

#[test]
fn a_fault_without_a_place_is_plain() {
    let fault = Fault::new("cannot read `a.yaml`").help("check the name");
    assert_eq!(Faults::from(fault).render(false), "error: cannot read `a.yaml`\n  help: check the name\n");
}

#[test]
fn the_end_of_a_line_can_be_marked() {
    assert!(placed("abc", 4, 1).contains("12 | abc\n   |    ^\n"));
    assert!(placed("", 1, 1).contains("12 |\n   | ^\n"));
    assert!(placed("abc", 2, 99).contains("   |  ^^\n"));
    assert!(placed("abc", 99, 1).contains("a.yaml:12:"));
}

#[test]
fn long_lines_are_cut_around_the_marker() {
    let source = format!("{}HERE{}", "before ".repeat(1000), " after".repeat(1000));
    let shown = placed(&source, 7001, 4);
    assert!(shown.lines().all(|line| line.chars().count() <= 110), "{shown}");
    assert!(shown.contains("HERE") && shown.contains("a.yaml:12:7001"), "{shown}");
}

#[test]
fn nothing_in_a_users_text_reaches_the_terminal_raw() {
    let place = Place { line: 1, column: 2, length: 1, source: "\u{1b}[31m\tred\u{202e}".to_owned() };
    let fault = Fault::new("bad \u{1b}]0;title\u{7}").in_file("a\r\nb.yaml").at(place).help("\u{9b}31m");
    let shown = Faults::from(fault).render(false);
    assert!(shown.contains("␛[31m␉red\u{fffd}"), "{shown}");
    assert!(shown.chars().all(|character| character == '\n' || !character.is_control()), "{shown:?}");
}

#[test]
fn faults_come_in_the_order_of_their_places() {
    let at = |line, message: &str| {
        Fault::new(message).in_file("a").at(Place { line, column: 1, length: 1, source: String::new() })
    };
    let shown = Faults(vec![Fault::new("third").in_file("a"), at(10, "second"), at(9, "first")]).render(false);
    let order: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("error: ")).collect();
    assert_eq!(order, ["first", "second", "third"]);
}

#[test]
fn colour_only_adds_colour() {
    let fault = || Faults::from(Fault::new("wrong").in_file("a").help("mend it"));
    let colored = fault().render(true);
    assert!(colored.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), fault().render(false));
}

#[test]
fn the_nearest_choice_is_a_slip_of_the_pen_away() {
    assert_eq!(nearest("colum", ["kind", "column"]), Some("column"));
    assert_eq!(nearest("COLUMN", ["kind", "column"]), Some("column"));
    assert_eq!(nearest("frobnicate", ["kind", "column"]), None);
    assert_eq!(nearest(&"x".repeat(1000), ["x"]), None);
}
