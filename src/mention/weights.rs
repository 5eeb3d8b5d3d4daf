//! What each piece of evidence weighs, for each kind of name and each pass over a document.

use std::collections::BTreeMap;

use super::decide::Score;
use super::feature::Feature;
use crate::error::{Error, Place, Result, did_you_mean};

/// The weights in force.
#[derive(Debug)]
pub(crate) struct Weights {
    /// For each pass, for each feature: what it adds for a person, a place, an organisation.
    passes: Vec<Vec<Score>>,
}

impl Weights {
    /// Reads a file of weights: lines that begin with `#` are remarks, then
    /// `pass,feature,person,place,organisation`. A feature that is not there weighs nothing; one that
    /// the program does not know is an error.
    pub(crate) fn read(file: &str, csv: &str) -> Result<Self> {
        let names: BTreeMap<String, Feature> = Feature::ALL.iter().map(|f| (f.name(), *f)).collect();
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        let mut passes: Vec<Vec<Score>> = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| Error::at(Place::file(file), e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let fault = |message: String| Error::at(Place::line(file, line), message);
            let cell = |i: usize| record.get(i).unwrap_or("").trim();
            let number = |i: usize| {
                cell(i)
                    .parse::<f32>()
                    .map_err(|_| fault(format!("'{}' is no weight; write a number", cell(i))))
            };
            let pass: usize = cell(0)
                .parse()
                .ok()
                .filter(|p| (1..=9).contains(p))
                .ok_or_else(|| fault(format!("'{}' is no pass; passes are numbered from 1", cell(0))))?;
            let feature = names.get(cell(1)).ok_or_else(|| {
                let near = did_you_mean(cell(1), names.keys().map(String::as_str));
                fault(format!("no feature '{}'{near}", cell(1)))
            })?;
            if passes.len() < pass {
                passes.resize_with(pass, || vec![[0.0; 3]; Feature::ALL.len()]);
            }
            passes[pass - 1][*feature as usize] = [number(2)?, number(3)?, number(4)?];
        }
        if passes.is_empty() {
            return Err(Error::at(Place::file(file), "it holds no weights; run fit/names.py"));
        }
        Ok(Self { passes })
    }

    /// How many passes there are weights for.
    pub(crate) fn passes(&self) -> usize {
        self.passes.len()
    }

    /// What a feature adds in a pass, counted from 0.
    pub(crate) fn of(&self, pass: usize, feature: Feature) -> Score {
        self.passes.get(pass).and_then(|weights| weights.get(feature as usize)).copied().unwrap_or_default()
    }

    /// The sum of some features in a pass.
    pub(crate) fn sum(&self, pass: usize, features: &[Feature]) -> Score {
        let Some(weights) = self.passes.get(pass) else { return [0.0; 3] };
        let mut sum = [0.0; 3];
        for feature in features {
            let weight = weights[*feature as usize];
            sum[0] += weight[0];
            sum[1] += weight[1];
            sum[2] += weight[2];
        }
        sum
    }
}
