//! The charts of the examples.

use crate::support::root;
use survey::analysis::{Analysis, Request};
use survey::chart::{self, Fonts, Paper, Scale};
use survey::results::Report;
use survey::{definition, responses, view};

/// The report of an example, broken down and over time.
pub fn report(name: &str, by: &[&str], every: Option<&str>) -> Report {
    let survey = definition::load(&root().join(format!("surveys/{name}.yaml"))).expect("the definition loads");
    let export = root().join(format!("examples/{name}/export.csv")).display().to_string();
    let options = responses::OpenOptions { encoding: None, delimiter: None, stdin: None };
    let reader = responses::open(&[export], &survey, options).expect("the export opens");
    let request = Request {
        by: by.iter().map(|segment| (*segment).to_owned()).collect(),
        every: every.map(str::to_owned),
        ..Request::default()
    };
    Analysis::run(&survey, reader, request).expect("the analysis runs").report()
}

/// Writes every chart of the examples as SVG and PNG into the folder named by `CHARTS`, to look at.
#[test]
fn gallery() {
    let Some(folder) = std::env::var_os("CHARTS").map(std::path::PathBuf::from) else { return };
    let fonts = Fonts::new(None).expect("the bundled fonts load");
    let examples: [(&str, &[&str], Option<&str>); 4] = [
        ("gp-experience", &["site", "age"], Some("month")),
        ("hospital-inpatient", &["ward"], Some("month")),
        ("nhs-fft", &["site"], Some("week")),
        ("dental", &["dentist"], None),
    ];
    for (name, by, every) in examples {
        let report = report(name, by, every);
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        let write = |id: &str, svg: &str| {
            std::fs::write(folder.join(format!("{id}.svg")), svg).expect("the file can be written");
            let png = chart::png(svg, &fonts, Scale::Times(1.0)).expect("a picture");
            std::fs::write(folder.join(format!("{id}.png")), png).expect("the file can be written");
        };
        for chart in view::charts(&report) {
            write(&chart.id, &chart::svg(&chart.spec, &fonts));
        }
        let card = view::scorecard(&report);
        write("scorecard-a4", &chart::scorecard_svg(&card, &fonts, Paper::A4));
        write("scorecard-wide", &chart::scorecard_svg(&card, &fonts, Paper::Wide));
    }
}
