//! `scaffold ci`: jobs that run `scaffold check`.

use serde_yaml::Value;

use crate::place::Place;

fn recipe(system: &str) -> (String, Value) {
    let outcome = Place::new().run(&format!("ci {system}"));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(outcome.stderr, "");
    let yaml = serde_yaml::from_str(&outcome.stdout).expect("YAML");
    (outcome.stdout, yaml)
}

/// Every command line in a list of steps.
fn lines(steps: &[Value]) -> String {
    let scripts = steps
        .iter()
        .filter_map(|step| step["run"].as_str().or(step.as_str()));
    scripts.collect::<Vec<_>>().join("\n")
}

fn install() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("cargo install --locked scaffold-cli --version ={version}")
}

#[test]
fn github_shows_annotations_and_compares_with_the_target() {
    let (text, yaml) = recipe("github");
    let job = &yaml["jobs"]["check"];
    let steps = job["steps"].as_sequence().expect("steps");
    let lines = lines(steps);
    assert!(lines.contains(&install()), "{lines}");
    assert!(
        lines.ends_with("\nscaffold check --format github $AGAINST"),
        "{lines}"
    );
    assert!(
        lines.contains("--against $RUNNER_TEMP/openapi.json"),
        "{lines}"
    );
    let key = steps[1]["with"]["key"].as_str().expect("a key");
    assert!(key.starts_with("scaffold-${{ runner.os }}-"), "{key}");
    assert_eq!(yaml["permissions"]["contents"], "read");
    assert!(
        text.contains("\n#   64: the API changed in a way that breaks clients\n"),
        "{text}"
    );
}

#[test]
fn gitlab_runs_it_for_merge_requests() {
    let (text, yaml) = recipe("gitlab");
    let steps = yaml["scaffold"]["script"].as_sequence().expect("a script");
    let lines = lines(steps);
    assert!(lines.contains(&install()), "{lines}");
    assert!(lines.ends_with("scaffold check $AGAINST"), "{lines}");
    assert!(
        text.contains("\n#   8: generated files were edited\n"),
        "{text}"
    );
}

#[test]
fn pre_commit_runs_it_once() {
    let (text, yaml) = recipe("pre-commit");
    let hook = &yaml["repos"][0]["hooks"][0];
    assert_eq!(hook["entry"], "scaffold check");
    assert_eq!(hook["pass_filenames"], false);
    assert!(text.contains(&install()), "{text}");
}

#[test]
fn other_systems_are_refused_with_those_that_are_known() {
    let outcome = Place::new().run("ci jenkins");
    outcome.is_refused(&["github", "gitlab", "pre-commit"]);
}
