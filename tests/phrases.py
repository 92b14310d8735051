"""Phrases as abstracts have them: digits that are no results, and digits that are."""

CLEAN = """
Needles were placed at L5-S1 under CT guidance.
The lesion involved S1, S2 and the left sacral ala.
Vertebrae from T12 to L4 were treated.
Levels T8–T10 and L1/L2 were imaged.
Imaging was done at 1.5 T with a spine coil.
MRI was performed on a 3-T unit.
MRI was performed at 3.0 T.
An 11-gauge bone needle was advanced.
We used 11- and 13-gauge needles.
A two-tailed paired t test was used.
All tests were two-sided.
A one-way analysis of variance was planned.
CA 19-9 was raised.
CA-125 and CA 15-3 were normal.
COVID-19 delayed recruitment.
Interleukin-6 (IL-6) was not measured.
HbA1c was recorded.
HER2-positive tumors were excluded.
The Ki-67 index was unknown.
Patients were enrolled from January 2009 to December 2011.
The series was presented in 2012.
Data from 2009-2011 were reviewed.
The database was locked on 12 March 2011.
The database was locked on March 12, 2011.
The protocol was approved (IRB 2012-0345).
Approved by the ethics committee (approval number HSC20090123H).
The trial was registered at ClinicalTrials.gov (NCT01234567).
Trial registration: ISRCTN12345678.
EudraCT 2015-001234-12.
PROSPERO CRD42020123456.
Department of Radiology, 7703 Floyd Curl Drive, San Antonio, TX 78229.
Klinikum der Universität, D-79106 Freiburg, Germany.
Hospital, London SW1A 1AA, United Kingdom.
San Francisco, CA 94143-0628.
Pain was rated on a visual analog scale from 0 (no pain) to 10 (worst pain).
Pain was rated on a 0-10 numeric rating scale.
A 0 to 100 scale was used in the survey.
Pain was rated on a 10-point scale.
Scores range from 0 to 100; higher scores mean worse function.
Follow-up visits were at 1, 3, and 6 months.
Patients were seen within 24 hours and at 2 weeks.
Patients were seen two weeks after treatment and at twelve months.
Opioids were stopped for 48 h before imaging, and for 7 days after it.
Patients aged 18 years or older were eligible.
Patients ≥ 18 years were eligible.
Adults aged 18 to 80 years with severe pain were included.
Patients older than 65 years had a bone density scan.
Limits are 95% confidence intervals.
Values are given with 95% CIs.
Two-sided exact 95% confidence limits are given.
P < .05 was considered statistically significant.
A P value less than 0.05 was considered to indicate a significant difference.
P values of less than .05 were regarded as significant.
The significance level was set at 5%.
The level of significance was .05.
Statistical significance was set at P ≤ 0.05.
The study had 80% power at a two-sided alpha of 0.05.
Power was 90% to detect a difference.
Analyses were done with R version 4.4.1.
Analyses were done with SPSS Statistics 25 (IBM).
We used Python 3.12 and Stata 17.
See Figure 1 and Table 2.
See Figs. 2a and 2b, and Supplementary Table 3.
Details are in section 2.1 and appendix 4.
Lesions were grade 3 or 4 at baseline.
ECOG performance status 0-1 was required.
Complications were graded by CTCAE 5.0.
Complications of CIRSE grade 3 or higher were major.
ASA class 3 was no contraindication.
Phase 2/3 trials were not found.
Radiotherapy gave 30 Gy in 10 fractions.
CT used 120 kV and 200 mAs with 1-mm sections.
Images had a 512 × 512 matrix and a 24-cm field of view.
Patients were matched 2:1 by age.
Saline was given at 2 mL/s before contrast.
Dexamethasone 4 mg was given before the procedure.
Pressure was kept below 20 mmHg.
The room was kept at 21 °C.
Fluorine-18 (18F-FDG) and 99mTc bone scans were read.
3D reconstructions and 2D views were made.
Two radiologists read all images in two sessions.
Three readers were blinded to outcome.
Images in two planes were obtained.
The two groups were compared.
The study was done in five centers.
It was done at 5 hospitals in 2 countries.
Questionnaires were the SF-36 and the EQ-5D-5L.
The 25th and 75th percentiles are given.
Response was defined as a decrease of at least 2 points or 30%.
The minimal important difference was 1.5 points.
A cutoff of 4 points was used.
The dose was 5 mg/kg twice a day.
Opioids were taken up to 4 times a day.
Rates are per 1000 person-years.
Coded as ICD-10 code C79.5.
Recruitment was open 24 hours a day.
See https://example.org/10 and doi 10.1000/182.
Write to a1@example.org or call +1 210 567 5564.
The first author was not blinded to the second reading.
Cement was polymethyl methacrylate (PMMA) mixed for 90 s.
Bone marrow edema was seen on T1- and T2-weighted images.
The lesion was 3 cm or larger in 2 dimensions.
The area was 4 cm^2^ and the gas CO~2~ was not used.
The code was frozen at version 0.1.0.
Day 30 mortality was recorded.
The six-week visit was by telephone.
In one patient follow-up ended early.
""".strip().splitlines()

CAUGHT = """
VAS fell from 8.9 to 2.6.|8.9 2.6
The mean VAS score was 8.9 ± 1.0 before treatment.|8.9 1.0
Twenty patients had a malignant lesion.|Twenty
There were sixteen women.|sixteen
Of the 28 participants, 7 reported relief.|28 7
Relief was reported by 7 of 28 (25%).|7 28 25
Relief was reported by seven of the participants.|seven
The fall was significant (*P* < .001).|.001
The fall was significant (P<0.0001).|0.0001
The mean age was 70 years (n = 28).|70 28
A 28-patient series is small.|28
Bone cement was 6.2 mL on average.|6.2
Mean fall 6.3 (95% CI, 5.7-6.9).|6.3 5.7 6.9
A fall of 6.3 points, 95% CI 5.7 to 6.9, was found.|6.3 5.7 6.9
Malignant lesions were found in 57 percent.|57
In 7/28 the pain was gone.|7 28
An 8.9-point score fell.|8.9
The score was 8,9.|8,9
Complete relief in 25 % of them.|25
12 men took part.|12
Fifteen metastases were treated.|Fifteen
There were 12,345 screened.|12,345
""".strip().splitlines()

LANGUAGES = {
    "de": (
        """
Die Nadeln wurden auf Höhe L5/S1 unter CT-Kontrolle platziert.
Die MRT erfolgte bei 1,5 T.
Die Schmerzen wurden auf einer Skala von 0 bis 10 angegeben.
Ein Signifikanzniveau von 5 % wurde festgelegt.
Angegeben sind 95%-Konfidenzintervalle.
Nach 1, 3 und 6 Monaten wurde nachuntersucht.
Die Datenbank wurde am 12. März 2011 geschlossen.
Siehe Abb. 2a und Tabelle 3.
Zwei Radiologen lasen alle Bilder.
Der Grad 3 nach CTCAE war selten.
""",
        """
Der Wert fiel von 8,9 auf 2,6.|8,9 2,6
Bei 7 von 28 Patienten (25 %) war der Schmerz weg.|7 28 25
Sechzehn Frauen nahmen teil.|Sechzehn
Im Mittel waren es 6,2 mL Zement.|6,2
Die mittlere Größe war 34 mm.|34
""",
    ),
    "fr": (
        """
Les aiguilles ont été placées en L5-S1.
L'IRM a été réalisée à 1,5 T.
La douleur était cotée sur une échelle de 0 à 10.
Le seuil de significativité était fixé à 5 %.
Un intervalle de confiance à 95 % est donné.
Les visites ont eu lieu à 1, 3 et 6 mois.
La base a été close le 12 mars 2011.
Voir la figure 2a et le tableau 3.
""",
        """
Le score est passé de 8,9 à 2,6.|8,9 2,6
Un soulagement a été noté chez 7 patients sur 28 (25 %).|7 28 25
Seize femmes ont participé.|Seize
Le volume moyen était de 6,2 mL.|6,2
La taille moyenne était de 34 mm.|34
""",
    ),
    "es": (
        """
Las agujas se colocaron en L5-S1.
La RM se realizó a 1,5 T.
El dolor se midió en una escala de 0 a 10.
El nivel de significación fue de 0,05.
Se da el intervalo de confianza del 95 %.
Las visitas fueron a los 3 y 6 meses.
La base se cerró el 12 de marzo de 2011.
Véase la figura 2a y la tabla 3.
""",
        """
La puntuación bajó de 8,9 a 2,6.|8,9 2,6
Hubo alivio en 7 de 28 pacientes (25 %).|7 28 25
Dieciséis mujeres participaron.|Dieciséis
El volumen medio fue de 6,2 mL.|6,2
""",
    ),
    "it": (
        """
Gli aghi sono stati posti a L5-S1.
La RM è stata eseguita a 1,5 T.
Il dolore era misurato su una scala da 0 a 10.
Il livello di significatività era 0,05.
È dato l'intervallo di confidenza al 95%.
Le visite erano a 1, 3 e 6 mesi.
La base è stata chiusa il 12 marzo 2011.
Si veda la figura 2a e la tabella 3.
""",
        """
Il punteggio è sceso da 8,9 a 2,6.|8,9 2,6
Il sollievo è stato visto in 7 pazienti su 28 (25%).|7 28 25
Sedici donne hanno partecipato.|Sedici
Il volume medio era di 6,2 mL.|6,2
""",
    ),
    "pt": (
        """
As agulhas foram colocadas em L5-S1.
A RM foi feita a 1,5 T.
A dor foi medida numa escala de 0 a 10.
O nível de significância foi de 0,05.
É dado o intervalo de confiança de 95%.
As visitas foram aos 3 e 6 meses.
A base foi fechada em 12 de março de 2011.
Veja a figura 2a e a tabela 3.
""",
        """
A pontuação caiu de 8,9 para 2,6.|8,9 2,6
Houve alívio em 7 de 28 pacientes (25%).|7 28 25
Dezasseis mulheres participaram.|Dezasseis
O volume médio foi de 6,2 mL.|6,2
""",
    ),
}
LANGUAGES = {
    lang: (clean.strip().splitlines(), caught.strip().splitlines())
    for lang, (clean, caught) in LANGUAGES.items()
}
